import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useAct, useMe, useRead } from '#apps/web/client/hooks.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { Dialog } from '#apps/web/kits/light/Dialog.tsx'
import { ErrorSummary } from '#apps/web/kits/light/ErrorSummary.tsx'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { Money } from '#apps/web/kits/light/Figure.tsx'
import { Notice, type Tone } from '#apps/web/kits/light/Notice.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { useFieldErrors } from '#apps/web/kits/light/useFieldErrors.ts'
import { useCityWords } from '#apps/web/shell/city-words.ts'

type Receivable = Output<'ledger.getReceivable'>

const lookEveryMs = 4_000
const tones: Readonly<Record<Receivable['state'], Tone>> = {
  due: 'soon',
  'under-way': 'wait',
  disputed: 'wait',
  paid: 'done',
  refunding: 'wait',
  'refund-failed': 'late',
  refunded: 'done',
  struck: 'idle',
}

/** Whether the fees of a case are paid, for whom, and what went back; paying, and where a refund goes. */
export function Fees({ partyId, receivableId }: { partyId: string; receivableId: string }) {
  const me = useMe()
  const may = me.data?.may['ledger.getReceivable'] !== undefined
  const result = useRead(
    'ledger.getReceivable',
    { partyId, receivableId },
    { enabled: may, everyMs: lookEveryMs },
  )
  return result.data ? <Standing fees={result.data} /> : null
}

function Standing({ fees }: { fees: Receivable }) {
  const { t } = useTranslation('casework')
  const { department } = useCityWords()
  const [asking, setAsking] = useState(false)
  const { state, byPayee } = fees
  const pays = state === 'due' && fees.payable
  const received = byPayee.filter(({ receivedFen }) => receivedFen > 0)
  return (
    <>
      <Notice
        tone={tones[state]}
        title={t(`screens.fees.state.${state}`)}
        live
        actions={
          (pays || state === 'refund-failed') && (
            <Button look="primary" onClick={() => setAsking(true)}>
              {t(pays ? 'screens.fees.pay' : 'screens.fees.account')}
            </Button>
          )
        }
      >
        <p>
          {state === 'due' && !fees.payable ? t('screens.fees.counter') : t(`screens.fees.text.${state}`)}{' '}
          {(state === 'due' || state === 'under-way') && <Money fen={fees.totalFen} />}
        </p>
        {fees.reason && state === 'due' && <p>{t(`screens.fees.reason.${known(fees.reason)}`)}</p>}
      </Notice>
      {received.length > 0 && (
        <FactList
          rows={received.map(({ payee, receivedFen, returnedFen }) => ({
            id: payee,
            term: t('screens.fees.received', { payee: department(payee) }),
            value: <Money fen={receivedFen} />,
            note: returnedFen > 0 && (
              <>
                {t('screens.fees.returned')} <Money fen={returnedFen} />
              </>
            ),
          }))}
        />
      )}
      {asking && <AccountDialog fees={fees} refund={!pays} close={() => setAsking(false)} />}
    </>
  )
}

const reasons = ['payer-account-unknown', 'payer-account-closed', 'insufficient-funds'] as const
const known = (reason: string) => reasons.find((one) => one === reason) ?? 'other'

/** One account, from which everything is paid at once or to which a refund goes. */
function AccountDialog({ fees, refund, close }: { fees: Receivable; refund: boolean; close: () => void }) {
  const { t } = useTranslation(['casework', 'app'])
  const say = useToast()
  const { partyId, receivableId } = fees
  const [account, setAccount] = useState('')
  const [wrong, setWrong] = useState(false)
  const pay = useAct('ledger.payReceivable')
  const supply = useAct('ledger.supplyRefundAccount')
  const act = refund ? supply : pay
  const errorOf = useFieldErrors(act.problem)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const digits = account.replaceAll(/\s/g, '')
    setWrong(!/^\d{8,30}$/.test(digits))
    if (!/^\d{8,30}$/.test(digits) || !(await act.run({ partyId, receivableId, account: digits }))) return
    say(t(refund ? 'screens.fees.supplied' : 'screens.fees.ordered'))
    close()
  }
  return (
    <Dialog title={t(refund ? 'screens.fees.account' : 'screens.fees.pay')} open onClose={close}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <ErrorSummary problem={act.problem} />
        <p>
          {t(refund ? 'screens.fees.refundText' : 'screens.fees.payText')}{' '}
          {!refund && <Money fen={fees.totalFen} />}
        </p>
        <TextField
          name="account"
          label={t('screens.fees.accountLabel', { payer: fees.payer })}
          hint={t('screens.fees.accountHint')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={40}
          value={account}
          onChange={setAccount}
          error={wrong ? t('screens.fees.accountWrong') : errorOf('account')}
        />
        <Button type="submit" look="primary" pending={act.pending}>
          {t(refund ? 'screens.fees.supply' : 'screens.fees.payNow')}
        </Button>
      </form>
    </Dialog>
  )
}
