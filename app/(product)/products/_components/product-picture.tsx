"use client";
import { ImageOff } from "lucide-react";
import { useState } from "react";
import { cn } from "@/app/_ui/cn";

const isWebAddress = (address: string): boolean => /^(https?:\/\/|\/(?!\/))/i.test(address);

interface ProductPictureProps {
  address: string | null;
  className?: string;
}

/** A product's picture in a square; an empty square where there is none or it does not load. */
export function ProductPicture({ address, className }: ProductPictureProps) {
  const [broken, setBroken] = useState<string>();
  const frame = cn("shrink-0 rounded-md bg-sunken object-contain", className);
  if (!address || !isWebAddress(address) || broken === address)
    return (
      <span aria-hidden="true" className={cn(frame, "inline-flex items-center justify-center text-faint")}>
        <ImageOff className="size-1/3 max-w-8" strokeWidth={1.25} />
      </span>
    );
  return (
    // biome-ignore lint/performance/noImgElement: pictures of shops come from any address and are shown as they are
    <img
      src={address}
      alt=""
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
      onError={() => setBroken(address)}
      className={frame}
    />
  );
}
