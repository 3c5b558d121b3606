import { useEffect, useState } from 'react'
import css from './QR.module.css'

interface Modules {
  readonly size: number
  readonly path: string
}

/** A QR code drawn as one path, dark on light in every theme, because scanners want it so. Drawn on the device. */
export function QR({ text, label }: { text: string; label: string }) {
  const [modules, setModules] = useState<Modules>()
  useEffect(() => {
    let wanted = true
    void import('./qr-path.ts').then(({ qrPath }) => {
      if (wanted) setModules(qrPath(text))
    })
    return () => {
      wanted = false
    }
  }, [text])
  return (
    <div className={css.code}>
      {modules && (
        <svg
          viewBox={`0 0 ${modules.size} ${modules.size}`}
          role="img"
          aria-label={label}
          shapeRendering="crispEdges"
        >
          <path d={modules.path} />
        </svg>
      )}
    </div>
  )
}
