/** Regions of Russia by the first three digits of a postal index. */
const ranges = `
101-135 MOW
140-144 MOS
150-152 YAR
153-155 IVA
156-157 KOS
160-162 VLG
163-165 ARK
166-166 NEN
167-169 KO
170-172 TVE
173-175 NGR
180-182 PSK
183-184 MUR
185-186 KR
187-188 LEN
190-199 SPE
214-216 SMO
236-238 KGD
241-243 BRY
248-249 KLU
300-301 TUL
302-303 ORL
305-307 KRS
308-309 BEL
344-347 ROS
350-354 KDA
355-357 STA
358-359 KL
360-361 KB
362-363 SE
364-366 CE
367-368 DA
369-369 KC
385-385 AD
386-386 IN
390-391 RYA
392-393 TAM
394-397 VOR
398-399 LIP
400-404 VGG
410-413 SAR
414-416 AST
420-423 TA
424-425 ME
426-427 UD
428-429 CU
430-431 MO
432-433 ULY
440-442 PNZ
443-446 SAM
450-453 BA
454-457 CHE
460-462 ORE
600-602 VLA
603-607 NIZ
610-613 KIR
614-619 PER
620-624 SVE
625-627 TYU
628-628 KHM
629-629 YAN
630-633 NVS
634-636 TOM
640-641 KGN
644-646 OMS
647-648 KYA
649-649 AL
650-654 KEM
655-655 KK
656-659 ALT
660-663 KYA
664-666 IRK
667-668 TY
669-669 IRK
670-671 BU
672-674 ZAB
675-676 AMU
677-678 SA
679-679 YEV
680-682 KHA
683-684 KAM
685-686 MAG
687-687 ZAB
688-688 KAM
689-689 CHU
690-692 PRI
693-694 SAK
`;

const regionOfIndex = new Map(
  ranges
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [span = "", region = ""] = line.split(" ");
      const [from = 0, to = 0] = span.split("-").map(Number);
      return Array.from(
        { length: to - from + 1 },
        (_, step) => [String(from + step), `RU-${region}`] as const,
      );
    }),
);

/** ISO 3166-2, or undefined for what is not an index of Russia. */
export const regionByIndex = (zip: string): string | undefined =>
  /^\d{6}$/.test(zip) ? regionOfIndex.get(zip.slice(0, 3)) : undefined;
