import { notFound } from "next/navigation";
import { demoProducts } from "@/server/demo/catalogue";
import { ProductDetails } from "../../_components/product-details";

export default async function ProductPage({ params }: { params: Promise<{ code: string }> }) {
  const { code } = await params;
  const product = demoProducts.find((one) => one.code === code);
  if (!product) notFound();
  return <ProductDetails product={product} />;
}
