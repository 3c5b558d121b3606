import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../client/contracts.ts'
import { sessionEnded } from '../client/session.ts'
import { Dialog } from '../kits/light/Dialog.tsx'
import { SignInForm } from './SignInForm.tsx'

/** A session that ends while a form is open is renewed over the page, so that nothing typed is lost. */
export function SessionDialog() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const wasSignedIn = useRef(false)
  useEffect(() => {
    const note = () => {
      const me = client.getQueryData<Me>(['me'])
      if (me?.signedIn) wasSignedIn.current = true
    }
    note()
    return client.getQueryCache().subscribe(note)
  }, [client])
  useEffect(
    () =>
      sessionEnded.listen(() => {
        if (wasSignedIn.current) setOpen(true)
      }),
    [],
  )
  return (
    <Dialog title={t('account.expired')} open={open} onClose={() => setOpen(false)}>
      <p>{t('account.expiredText')}</p>
      <SignInForm done={() => setOpen(false)} />
    </Dialog>
  )
}
