import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '#apps/web/client/api.ts'
import type { Output } from '#apps/web/client/contracts.ts'
import { type Problem, problemFrom } from '#apps/web/client/problem.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { CheckboxGroup } from '#apps/web/kits/light/CheckboxGroup.tsx'
import { Dialog } from '#apps/web/kits/light/Dialog.tsx'
import { ErrorSummary } from '#apps/web/kits/light/ErrorSummary.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'

type Licence = Output<'credential.getLicence'>

/** The holder chooses what of the licence somebody gets to see; the rest is not in what is handed over (RFC 9901). */
export function Disclose({ licence }: { licence: Licence }) {
  const { t } = useTranslation('credential')
  const text = useText()
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [made, setMade] = useState<string>()
  const [making, setMaking] = useState(false)
  const [copied, setCopied] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const kept = licence.claims.filter(({ keptBack }) => keptBack)
  if (kept.length === 0 || licence.text === undefined) return null
  const choose = (next: readonly string[]) => {
    setChosen(next)
    setMade(undefined)
    setCopied(false)
  }
  const make = async () => {
    setProblem(undefined)
    setMaking(true)
    const { partyId, licenceId } = licence
    try {
      const answer = await api.query('credential.presentLicence', {
        partyId,
        licenceId,
        disclose: chosen.join(','),
      })
      setMade(answer.presentation)
    } catch (error) {
      setProblem(problemFrom(error))
    } finally {
      setMaking(false)
    }
  }
  /** Where the browser does not let a page copy, the text stands there to be copied by hand. */
  const copy = async (presentation: string) => {
    try {
      await navigator.clipboard.writeText(presentation)
      setCopied(true)
    } catch {
      setCopied(false)
    }
  }
  return (
    <div className="no-print">
      <Button look="quiet" onClick={() => setOpen(true)}>
        {t('screens.disclose.open')}
      </Button>
      <Dialog
        title={t('screens.disclose.title')}
        open={open}
        onClose={() => setOpen(false)}
        actions={
          made ? (
            <Button look="primary" onClick={() => void copy(made)}>
              {t(copied ? 'screens.disclose.copied' : 'screens.disclose.copy')}
            </Button>
          ) : (
            <Button look="primary" pending={making} onClick={() => void make()}>
              {t('screens.disclose.make')}
            </Button>
          )
        }
      >
        <p>{t('screens.disclose.text')}</p>
        <ErrorSummary problem={problem} />
        <CheckboxGroup
          name="disclose"
          label={t('screens.disclose.choose')}
          options={kept.map((claim) => ({
            value: claim.id,
            label: text(claim.title),
            hint: claim.value,
          }))}
          value={chosen}
          onChange={choose}
        />
        {made && (
          <TextField
            name="presentation"
            label={t('screens.disclose.made')}
            rows={5}
            value={made}
            onChange={() => undefined}
          />
        )}
      </Dialog>
    </div>
  )
}
