import { Button, Form, Input } from 'antd'
import { DayPicker } from '#apps/web/workbench/kit/DayPicker.tsx'
import type { Dayjs } from 'dayjs'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useReasonRules } from '#apps/web/workbench/kit/forms.ts'
import { ReasonDialog } from '#apps/web/workbench/kit/ReasonDialog.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { ActOnStage } from './DecisionBar.tsx'
import type { Act } from './found.ts'

const reasoned = ['signSecondNotice', 'extendDecision', 'extendJointLimit', 'explainDelay'] as const
type Reasoned = (typeof reasoned)[number]
type Asked = Reasoned | 'announceHearing' | 'recordHearing'

/** The acts out of the usual: each says what follows from it before it is done. */
export function LawfulActs({ can, onOpen }: { can: (act: Act) => boolean; onOpen: (act: Asked) => void }) {
  const t = useWords()
  const acts: readonly Asked[] = [...reasoned, 'announceHearing', 'recordHearing']
  return acts.filter(can).map((act) => (
    <Button key={act} onClick={() => onOpen(act)}>
      {t(`case.act.${act}`)}
    </Button>
  ))
}

export function LawfulDialog({ act, ...props }: ActOnStage & { act: Asked }) {
  if (act === 'announceHearing') return <HearingDialog {...props} />
  if (act === 'recordHearing') return <HearingRecord {...props} />
  return <Reason act={act} {...props} />
}

function Reason({ act, found, stageId, onClose, onDone }: ActOnStage & { act: Reasoned }) {
  const t = useWords()
  const doing = useOfficerAct(`casework.${act}`)
  const { partyId, caseId } = found.case
  return (
    <ReasonDialog
      title={t(`case.act.${act}`)}
      text={t(`case.lawful.${act}`)}
      pending={doing.pending}
      problem={doing.problem}
      onClose={onClose}
      onSubmit={async (reason) => {
        if (await doing.run({ partyId, caseId, stage: stageId, reason })) onDone(act)
      }}
    />
  )
}

function HearingRecord({ found, stageId, onClose, onDone }: ActOnStage) {
  const t = useWords()
  const doing = useOfficerAct('casework.recordHearing')
  const { partyId, caseId } = found.case
  return (
    <ReasonDialog
      title={t('case.act.recordHearing')}
      text={t('case.lawful.recordHearing')}
      pending={doing.pending}
      problem={doing.problem}
      onClose={onClose}
      onSubmit={async (record) => {
        if (await doing.run({ partyId, caseId, stage: stageId, record })) onDone('recordHearing')
      }}
    />
  )
}

interface Values {
  readonly on: Dayjs
  readonly place: string
}

/** 行政许可法 art. 48: announced seven days ahead, with day and place. */
function HearingDialog({ found, stageId, onClose, onDone }: ActOnStage) {
  const t = useWords()
  const [form] = Form.useForm<Values>()
  const rules = useReasonRules()
  const doing = useOfficerAct('casework.announceHearing')
  const submit = async ({ on, place }: Values) => {
    const { partyId, caseId } = found.case
    const input = { partyId, caseId, stage: stageId, on: on.format('YYYY-MM-DD'), place }
    if (await doing.run(input)) onDone('announceHearing')
  }
  return (
    <ActDialog<Values>
      open
      title={t('case.act.announceHearing')}
      act={t('case.act.announceHearing')}
      form={form}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={doing.pending}
      problem={doing.problem}
    >
      <p>{t('case.lawful.announceHearing')}</p>
      <Form.Item
        name="on"
        label={t('case.lawful.hearingOn')}
        rules={[{ required: true, message: t('form.required') }]}
      >
        <DayPicker style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="place" label={t('case.lawful.hearingPlace')} rules={rules}>
        <Input maxLength={200} />
      </Form.Item>
    </ActDialog>
  )
}
