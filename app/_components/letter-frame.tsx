"use client";
import { useState } from "react";
import { cn } from "@/app/_ui/cn";

interface LetterFrameProps {
  html: string;
  /** For screen readers: what is in the frame. */
  title: string;
  /** Shows the letter's own dark colours, or its light ones; otherwise as the device is. */
  scheme?: "light" | "dark";
  className?: string;
}

const asked = /@media \(prefers-color-scheme:\s*dark\)/g;

/** Links of a letter open nowhere: a preview must not unsubscribe or buy. */
const preamble = '<base target="_blank"><style>a{pointer-events:none}::-webkit-scrollbar{width:0}</style>';

/**
 * The one place where foreign HTML is shown: a frame without scripts, without our origin, without forms and popups.
 * The page's own content policy holds inside it as well.
 */
export function LetterFrame({ html, title, scheme, className }: LetterFrameProps) {
  const shown = scheme ? html.replace(asked, scheme === "dark" ? "@media all" : "@media not all") : html;
  return (
    <iframe
      title={title}
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={preamble + shown}
      style={scheme ? { colorScheme: scheme } : undefined}
      className={cn("block border-0", className)}
    />
  );
}

/** A letter as a thumbnail: drawn at its full width and scaled down; nothing in it can be reached. */
export function LetterThumbnail({ html, title, className }: Omit<LetterFrameProps, "scheme">) {
  const [width, setWidth] = useState(0);
  const full = 640;
  return (
    <div
      className={cn("relative overflow-hidden", className)}
      ref={(element) => {
        if (!element) return;
        const observer = new ResizeObserver(() => setWidth(element.clientWidth));
        observer.observe(element);
        return () => observer.disconnect();
      }}
      inert
    >
      {width > 0 ? (
        <div
          className="absolute top-0 left-0 origin-top-left"
          style={{ width: full, height: 1000, transform: `scale(${width / full})` }}
        >
          <LetterFrame html={html} title={title} scheme="light" className="h-full w-full" />
        </div>
      ) : null}
    </div>
  );
}
