import { Form, Input } from 'antd'
import { DayPicker } from '#apps/web/workbench/kit/DayPicker.tsx'
import type { Dayjs } from 'dayjs'
import { useText } from '#apps/web/i18n/i18n.ts'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useReasonRules } from '#apps/web/workbench/kit/forms.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { Licence } from './LicenceDrawer.tsx'

export type LicenceAct = 'suspend' | 'reinstate' | 'renew' | 'amend' | 'cancel' | 'revoke'
const forGood = (act: LicenceAct) => act === 'cancel' || act === 'revoke'

interface Values {
  readonly reason: string
  readonly legalBasis: string
  readonly validUntil?: Dayjs
  readonly holderName?: string
  readonly claims?: Readonly<Record<string, string | undefined>>
}

const claimsSaid = (licence: Licence) =>
  Object.fromEntries(licence.claims.map(({ id, value }) => [id, value] as const))

/** Only what differs from the licence as it is. */
function changesIn(licence: Licence, { claims = {}, holderName }: Values) {
  const before = claimsSaid(licence)
  const changed = Object.entries(claims)
    .map(([id, value]) => [id, (value ?? '').trim()] as const)
    .filter(([id, value]) => value !== (before[id] ?? ''))
  return {
    claims: Object.fromEntries(changed),
    ...(holderName && holderName.trim() !== licence.holderName ? { holderName: holderName.trim() } : {}),
  }
}

/** An act on a licence: why, by which law, and for a new version what is different. */
export function LicenceActDialog({
  act,
  licence,
  onClose,
  onDone,
}: {
  act: LicenceAct
  licence: Licence
  onClose: () => void
  onDone: () => void
}) {
  const t = useWords()
  const [form] = Form.useForm<Values>()
  const plain = useOfficerAct(`credential.${act}` as 'credential.suspend')
  const rules = useReasonRules()
  const { partyId, licenceId } = licence
  const submit = async (values: Values) => {
    const { reason, legalBasis, validUntil } = values
    const more =
      act === 'amend'
        ? changesIn(licence, values)
        : validUntil && act === 'renew'
          ? { validUntil: validUntil.format('YYYY-MM-DD') }
          : {}
    if (await plain.run({ partyId, licenceId, reason, legalBasis, ...more })) onDone()
  }
  return (
    <ActDialog<Values>
      open
      title={t(`credential:screens.act.${act}`)}
      act={t(`credential:screens.act.${act}`)}
      danger={forGood(act)}
      form={form}
      initial={{ holderName: licence.holderName, claims: claimsSaid(licence) }}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={plain.pending}
      problem={plain.problem}
    >
      <p>{t(`credential:screens.act.why.${act}`)}</p>
      {act === 'amend' && <Changes licence={licence} />}
      {act === 'renew' && (
        <Form.Item
          name="validUntil"
          label={t('credential:screens.act.validUntil')}
          extra={t('credential:screens.act.validUntilHint')}
        >
          <DayPicker style={{ width: '100%' }} />
        </Form.Item>
      )}
      <Form.Item name="reason" label={t('act.reason')} rules={rules}>
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
      <Form.Item
        name="legalBasis"
        label={t('credential:screens.act.basis')}
        extra={t('credential:screens.act.basisHint')}
        rules={rules}
      >
        <Input maxLength={200} />
      </Form.Item>
    </ActDialog>
  )
}

function Changes({ licence }: { licence: Licence }) {
  const t = useWords()
  const text = useText()
  return (
    <>
      <p>{t('credential:screens.act.claimsHint')}</p>
      <Form.Item name="holderName" label={t('credential:screens.act.holderName')}>
        <Input maxLength={500} />
      </Form.Item>
      {licence.couldSay.map(({ id, title }) => (
        <Form.Item key={id} name={['claims', id]} label={text(title)}>
          <Input maxLength={2000} />
        </Form.Item>
      ))}
    </>
  )
}
