import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '#apps/web/client/hooks.ts'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import type { Answer } from '../model.ts'

/** The three parts of a name that people choose; the place is the city's. */
export const nameFields = { core: 'core-name', trade: 'trade-word', form: 'organisation-form' } as const

const quietMs = 500

/** Compares the name with those registered or reserved while it is being typed. */
export function NameCheck({ theme, value }: { theme: string; value: (field: string) => Answer | undefined }) {
  const { t } = useTranslation('casework')
  const textOf = (field: string) => String(value(field) ?? '')
  const core = useQuiet(textOf(nameFields.core))
  const trade = textOf(nameFields.trade)
  const form = textOf(nameFields.form)
  const asked = core.length >= 2 && trade !== '' && form !== ''
  const check = useRead('casework.checkName', { theme, core, trade, form }, { enabled: asked })
  if (!asked || !check.data) return null
  const { verdict, name = '', close, restricted } = check.data
  const words = { name, words: restricted.join('、'), close: close.join('、') }
  if (verdict === 'incomplete') return null
  return (
    <Notice tone={verdict === 'available' ? 'done' : 'late'} title={t(`screens.name.${verdict}`, words)} live>
      {close.length > 0 && <p>{t('screens.name.close', words)}</p>}
      <p>{t(`screens.name.${verdict}Text`, words)}</p>
    </Notice>
  )
}

function useQuiet(text: string): string {
  const [quiet, setQuiet] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(text), quietMs)
    return () => clearTimeout(timer)
  }, [text])
  return quiet
}
