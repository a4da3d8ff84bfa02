import { BookOpen, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { Link, useLocation } from "wouter";
import { forgetKey } from "../api/api-key.ts";
import { Button } from "../ui/button.tsx";
import { pages } from "./pages.ts";
import { type Theme, theme } from "./theme.ts";

const nextTheme: Readonly<Record<Theme, Theme>> = { auto: "light", light: "dark", dark: "auto" };
const themeIcons = { auto: Monitor, light: Sun, dark: Moon };

/** The way to every page: at the side, or at the foot of a narrow screen. */
export function Navigation() {
  const [path] = useLocation();
  return (
    <header class="navigation">
      <a class="brand" href="/dashboard/">
        <img src="/dashboard/icon.svg" alt="" width="28" height="28" />
        <span>Backroom</span>
      </a>
      <nav aria-label="Pages">
        {pages.map(({ path: at, title, icon: Icon }) => (
          <Link key={at} href={at} aria-current={path === at ? "page" : undefined}>
            <Icon size={18} aria-hidden="true" />
            <span>{title}</span>
          </Link>
        ))}
      </nav>
      <div class="tools">
        <Button
          look="quiet"
          icon={themeIcons[theme.value]}
          aria-label={`Theme: ${theme.value}. Change`}
          title={`Theme: ${theme.value}`}
          onClick={() => {
            theme.value = nextTheme[theme.value];
          }}
        />
        <a
          class="button quiet bare"
          href="/docs"
          aria-label="API documentation"
          title="API documentation"
        >
          <BookOpen size={16} aria-hidden="true" />
        </a>
        <Button
          look="quiet"
          icon={LogOut}
          aria-label="Sign out"
          title="Sign out"
          onClick={() => forgetKey()}
        />
      </div>
    </header>
  );
}
