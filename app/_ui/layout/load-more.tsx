"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "../action/button";

interface LoadMoreProps {
  hasMore: boolean;
  isLoading: boolean;
  onLoadMore(): void;
  /** "100 of 5,000" */
  summary?: string;
}

/** The end of a list: loads the next page when it comes into view, and on click for keyboards. */
export function LoadMore({ hasMore, isLoading, onLoadMore, summary }: LoadMoreProps) {
  const t = useTranslations("ui");
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = mark.current;
    if (!element || !hasMore || isLoading) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onLoadMore(), {
      rootMargin: "400px",
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasMore, isLoading, onLoadMore]);
  return (
    <div
      ref={mark}
      className="screen-only flex min-h-12 items-center justify-center gap-3 text-faint text-xs"
    >
      {hasMore ? (
        <Button size="sm" variant="ghost" isBusy={isLoading} onClick={onLoadMore}>
          {t("loadMore")}
        </Button>
      ) : null}
      {summary ? <span className="figures">{summary}</span> : null}
    </div>
  );
}
