import { WishList } from "../_components/wish-list";

export default function WishListPage() {
  return <WishList />;
}
