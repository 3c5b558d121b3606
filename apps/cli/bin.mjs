#!/usr/bin/env node
// `npx yishang …`: npm finds this by the package's own `bin`; TypeScript is read by tsx, in this same process.
try {
  const { register } = await import('tsx/esm/api')
  register()
} catch {
  console.error(
    '还没有安装依赖。请先运行 npm start，或 npm ci --ignore-scripts。\nDependencies are not installed. Run npm start or npm ci --ignore-scripts first.',
  )
  process.exit(2)
}
await import('./main.ts')
