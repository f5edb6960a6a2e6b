import { Drawer } from "antd";
import { SideMenu } from "./side-menu.js";

/** The menu of a narrow window. */
export default function MenuDrawer({
  isOpen,
  title,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly title: string;
  readonly onClose: () => void;
}) {
  return (
    <Drawer
      open={isOpen}
      onClose={onClose}
      placement="left"
      size={260}
      title={title}
      className="menu-drawer"
    >
      <SideMenu />
    </Drawer>
  );
}
