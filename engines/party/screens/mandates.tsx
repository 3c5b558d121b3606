import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useAct } from '#apps/web/client/hooks.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { DateField } from '#apps/web/kits/light/DateField.tsx'
import { Dialog } from '#apps/web/kits/light/Dialog.tsx'
import { ErrorSummary } from '#apps/web/kits/light/ErrorSummary.tsx'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import { Select } from '#apps/web/kits/light/Select.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { useFieldErrors } from '#apps/web/kits/light/useFieldErrors.ts'
import type { MandateRole } from '../model.ts'

type Party = Output<'party.getParty'>
type Mandate = Party['mandates'][number]

const roles: readonly MandateRole[] = ['founder', 'representative', 'accountant']

/** Who may act for the enterprise, with what ends it. */
export function Mandates({ party }: { party: Party }) {
  const { t } = useTranslation('party')
  const [giving, setGiving] = useState(false)
  const [ending, setEnding] = useState<Mandate>()
  return (
    <Section
      title={t('screens.mandates.title')}
      aside={<Button onClick={() => setGiving(true)}>{t('operations.grantMandate')}</Button>}
    >
      <FactList
        rows={party.mandates.map((mandate) => ({
          id: mandate.accountId,
          term: t(`roles.${mandate.role}`),
          value: mandate.name,
          note: mandate.until ? (
            <>
              {t('screens.mandates.until')} <DateFigure day={mandate.until} />
            </>
          ) : (
            t('screens.mandates.open')
          ),
          action: (
            <Button look="quiet" onClick={() => setEnding(mandate)}>
              {t('operations.revokeMandate')}
            </Button>
          ),
        }))}
      />
      {giving && <GiveMandate partyId={party.partyId} close={() => setGiving(false)} />}
      {ending && <EndMandate partyId={party.partyId} mandate={ending} close={() => setEnding(undefined)} />}
    </Section>
  )
}

function GiveMandate({ partyId, close }: { partyId: string; close: () => void }) {
  const { t } = useTranslation('party')
  const say = useToast()
  const [login, setLogin] = useState('')
  const [role, setRole] = useState<string>()
  const [until, setUntil] = useState<string>()
  const grant = useAct('party.grantMandate')
  const errorOf = useFieldErrors(grant.problem)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await grant.run({ partyId, login, role: role as MandateRole, until }))) return
    say(t('screens.mandates.given'))
    close()
  }
  return (
    <Dialog title={t('operations.grantMandate')} open onClose={close}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <ErrorSummary problem={grant.problem} />
        <TextField
          name="login"
          label={t('screens.mandates.login')}
          hint={t('screens.mandates.loginHint')}
          value={login}
          onChange={setLogin}
          error={errorOf('login')}
        />
        <Select
          name="role"
          label={t('screens.mandates.role')}
          options={roles.map((value) => ({ value, label: t(`roles.${value}`) }))}
          value={role}
          onChange={setRole}
          error={errorOf('role')}
        />
        <DateField
          name="until"
          label={t('screens.mandates.until')}
          hint={t('screens.mandates.untilHint')}
          optional
          value={until}
          onChange={setUntil}
          error={errorOf('until')}
        />
        <Button type="submit" look="primary" pending={grant.pending}>
          {t('operations.grantMandate')}
        </Button>
      </form>
    </Dialog>
  )
}

function EndMandate({ partyId, mandate, close }: { partyId: string; mandate: Mandate; close: () => void }) {
  const { t } = useTranslation('party')
  const say = useToast()
  const revoke = useAct('party.revokeMandate')
  const end = async () => {
    if (!(await revoke.run({ partyId, accountId: mandate.accountId }))) return
    say(t('screens.mandates.ended'))
    close()
  }
  return (
    <Dialog
      title={t('operations.revokeMandate')}
      open
      onClose={close}
      actions={
        <Button look="danger" pending={revoke.pending} onClick={() => void end()}>
          {t('operations.revokeMandate')}
        </Button>
      }
    >
      <p>{t('screens.mandates.endText', { name: mandate.name })}</p>
      <ErrorSummary problem={revoke.problem} />
    </Dialog>
  )
}
