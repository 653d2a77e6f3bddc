CREATE TABLE "order_refunds" (
	"order_id" bigint NOT NULL,
	"event_id" uuid NOT NULL,
	"amount_minor" bigint,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "order_refunds_order_id_event_id_pk" PRIMARY KEY("order_id","event_id")
);
--> statement-breakpoint
DROP INDEX "customer_events_commerce";--> statement-breakpoint
CREATE INDEX "customer_events_commerce" ON "customer_events" USING btree ("customer_id","occurred_at") WHERE type = 'track' and name in ('Product Added', 'Product Removed', 'Cart Viewed', 'Checkout Started', 'Checkout Step Viewed', 'Checkout Step Completed', 'Payment Info Entered', 'Order Completed', 'Product Added to Wishlist', 'Product Removed from Wishlist', 'Wishlist Product Added to Cart');