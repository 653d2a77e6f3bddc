import { CartView } from "../_components/cart-view";

export default function CartPage() {
  return <CartView />;
}
