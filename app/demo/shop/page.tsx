import { ProductList } from "./_components/product-list";

export default function ShopPage() {
  return <ProductList />;
}
