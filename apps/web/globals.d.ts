/// <reference types="vite/client" />

/** Where each operation is reached: method, path below /api, and whether it writes. Read from the contracts at build. */
declare module 'virtual:yishang/operations' {
  export const operations: Readonly<
    Record<string, readonly ['GET' | 'POST' | 'PUT' | 'DELETE', string, 'r' | 'w' | 's']>
  >
}
