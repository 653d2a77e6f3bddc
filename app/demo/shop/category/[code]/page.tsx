import { notFound } from "next/navigation";
import { demoCategories } from "@/server/demo/catalogue";
import { ProductList } from "../../_components/product-list";

export default async function CategoryPage({ params }: { params: Promise<{ code: string }> }) {
  const { code } = await params;
  if (!demoCategories.some((category) => category.code === code)) notFound();
  return <ProductList category={code} />;
}
