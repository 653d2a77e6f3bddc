import { cn } from "@/app/_ui/cn";

/** The mark: three bells of a carillon on their beam, the middle one sounding lowest. */
export function BellMark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className={cn("size-5 text-accent", className)}
      fill="currentColor"
    >
      <path d="M1.500 3.250c0-.690.560-1.250 1.250-1.250h18.500a1.250 1.250 0 1 1 0 2.500H2.750c-.690 0-1.250-.560-1.250-1.250Z" />
      <path d="M12 5.250c-3.150 0-4.900 2.350-4.900 5.450v3.300c0 1.500-.520 2.450-1.330 3.300-.420.440-.120 1.200.490 1.200h11.480c.610 0 .910-.760.490-1.200-.810-.850-1.330-1.800-1.330-3.300v-3.300c0-3.100-1.750-5.450-4.900-5.450Z" />
      <path d="M9.900 19.600a2.100 2.100 0 0 0 4.200 0Z" />
      <path
        d="M4.300 5.250c-1.350 0-2.200 1-2.200 2.350v1.500c0 .640-.260 1.080-.640 1.450-.260.250-.080.700.290.700h3.700c.050-1.200.250-2.700.950-4.050-.420-1.180-.990-1.950-2.100-1.950ZM19.700 5.250c1.350 0 2.200 1 2.200 2.350v1.500c0 .640.260 1.080.640 1.450.260.250.080.700-.290.700h-3.700c-.050-1.200-.250-2.700-.950-4.050.420-1.180.990-1.950 2.100-1.950Z"
        opacity=".55"
      />
    </svg>
  );
}

export const Wordmark = ({ className }: { className?: string }) => (
  <span
    className={cn("inline-flex items-center gap-2 font-semibold text-base tracking-[-0.015em]", className)}
  >
    <BellMark />
    Carillon
  </span>
);
