ALTER TABLE "template_versions" ADD COLUMN "locale" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "templates" ADD COLUMN "locale" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "templates" ADD COLUMN "draft_revision" integer DEFAULT 1 NOT NULL;