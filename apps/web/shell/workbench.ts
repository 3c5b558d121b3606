const modules = import.meta.glob<{ default: React.ComponentType }>('../workbench/index.tsx')

/** The workbench is built by itself and loaded only when an officer opens it. */
export const loadWorkbench = modules['../workbench/index.tsx']
export const hasWorkbench: boolean = loadWorkbench !== undefined
