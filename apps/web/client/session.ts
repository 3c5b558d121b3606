type Listener = () => void

/** Tells the shell that the server no longer knows the session, so that it can ask to sign in over the open page. */
function createSignal() {
  const listeners = new Set<Listener>()
  return {
    announce: () => {
      for (const listener of listeners) listener()
    },
    listen: (listener: Listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
export const sessionEnded = createSignal()
