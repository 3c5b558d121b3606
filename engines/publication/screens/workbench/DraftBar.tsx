import { Button, Form, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import type { WriteName } from '#apps/web/client/contracts.ts'
import { useClock } from '#apps/web/kits/light/Clock.tsx'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { ActProblem } from '#apps/web/workbench/kit/ActProblem.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { ReasonDialog } from '#apps/web/workbench/kit/ReasonDialog.tsx'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { CompetitionDialog, CompetitionRecord } from './CompetitionDialog.tsx'
import { type Draft, DraftCourse, DraftNotes, type PlaceOf } from './DraftCourse.tsx'
import css from './draft.module.css'

type Act = 'consult' | 'end' | 'compete' | 'submit' | 'approve' | 'return' | 'publish' | 'withdraw'
type Asked = Exclude<Act, 'end' | 'submit' | 'publish'>

/** What may be done with a draft, by which operation, in which states. */
const acts: Readonly<Record<Act, { operation: WriteName; states: readonly Draft['state'][] }>> = {
  consult: { operation: 'publication.openConsultation', states: ['drafting'] },
  end: { operation: 'publication.endConsultation', states: ['in-consultation'] },
  compete: { operation: 'publication.judgeCompetition', states: ['drafting'] },
  submit: { operation: 'publication.submitDraft', states: ['drafting'] },
  approve: { operation: 'publication.approveDraft', states: ['in-review'] },
  publish: { operation: 'publication.publishDraft', states: ['approved'] },
  return: { operation: 'publication.returnDraft', states: ['in-review', 'approved'] },
  withdraw: { operation: 'publication.withdrawDraft', states: ['drafting', 'in-consultation'] },
}
const order = Object.keys(acts) as Act[]

/** The act that comes next on the course; the one the page leads to. */
function nextAct({ open, state, openComments, consultation }: Draft, today: string): Act | undefined {
  if (state === 'in-consultation')
    return openComments === 0 && consultation && consultation.through < today ? 'end' : undefined
  if (state === 'in-review') return 'approve'
  if (state === 'approved') return 'publish'
  if (state !== 'drafting' || open.includes('sound')) return undefined
  if (open.includes('consultation')) return 'consult'
  if (open.includes('fair-competition')) return 'compete'
  return open.includes('proven') ? undefined : 'submit'
}

/** Where a draft stands, what stands between it and its publication, and what may be done now. */
export function DraftBar({
  draft,
  busy,
  saved,
  placeOf,
}: {
  draft: Draft
  busy: boolean
  saved: ReactNode
  placeOf: PlaceOf
}) {
  const t = useWords()
  const may = useMay()
  const { today } = useClock()
  const [asked, setAsked] = useState<Asked>()
  const end = useOfficerAct('publication.endConsultation')
  const submit = useOfficerAct('publication.submitDraft')
  const publish = useOfficerAct('publication.publishDraft')
  const { draftId, state } = draft
  const atOnce = { end, submit, publish }
  const close = () => setAsked(undefined)
  const next = nextAct(draft, today)
  const mine = order.filter(
    (act) =>
      may(acts[act].operation) &&
      acts[act].states.includes(state) &&
      (act !== 'consult' || (draft.gates.includes('consultation') && !draft.consultation?.closedAt)) &&
      (act !== 'compete' || draft.gates.includes('fair-competition')),
  )
  const press = (act: Act) => {
    if (act === 'end' || act === 'submit' || act === 'publish') void atOnce[act].run({ draftId })
    else setAsked(act)
  }
  return (
    <Sheet
      title={`${t(`publication:screens.states.${state}`)} · ${t('publication:screens.version', { version: draft.version })}`}
      aside={saved}
    >
      <DraftCourse draft={draft} />
      {state !== 'published' && state !== 'withdrawn' && <p>{t(`publication:screens.turn.${state}`)}</p>}
      <DraftNotes draft={draft} placeOf={placeOf} />
      <CompetitionRecord draft={draft} />
      {draft.review && (
        <p>
          {t('publication:screens.gates.legal-review')} · {draft.review.by.name}: {draft.review.opinion}
        </p>
      )}
      <div className={css.acts}>
        {mine.map((act) => (
          <Button
            key={act}
            type={act === next ? 'primary' : 'default'}
            danger={act === 'withdraw'}
            disabled={busy}
            loading={act in atOnce && atOnce[act as keyof typeof atOnce].pending}
            data-act={act}
            onClick={() => press(act)}
          >
            {t(`publication:screens.acts.${act}`)}
          </Button>
        ))}
        <a href={`/api/drafts/${draftId}/folder.zip`} download>
          {t('publication:screens.acts.export')}
        </a>
      </div>
      <ActProblem problem={end.problem ?? submit.problem ?? publish.problem} />
      {asked === 'consult' && <Consult draftId={draftId} onClose={close} />}
      {asked === 'compete' && <CompetitionDialog draft={draft} onClose={close} />}
      {asked === 'approve' && <Approve draftId={draftId} onClose={close} />}
      {(asked === 'return' || asked === 'withdraw') && (
        <WithReason act={asked} draftId={draftId} onClose={close} />
      )}
    </Sheet>
  )
}

interface Dialog {
  readonly draftId: string
  readonly onClose: () => void
}

function WithReason({ act: name, draftId, onClose }: Dialog & { act: 'return' | 'withdraw' }) {
  const t = useWords()
  const act = useOfficerAct(name === 'return' ? 'publication.returnDraft' : 'publication.withdrawDraft')
  return (
    <ReasonDialog
      title={t(`publication:screens.acts.${name}`)}
      pending={act.pending}
      problem={act.problem}
      onClose={onClose}
      onSubmit={async (reason) => {
        if (await act.run({ draftId, reason })) onClose()
      }}
    />
  )
}

function Approve({ draftId, onClose }: Dialog) {
  const t = useWords()
  const act = useOfficerAct('publication.approveDraft')
  return (
    <ReasonDialog
      title={t('publication:screens.acts.approve')}
      text={t('publication:screens.approveLead')}
      pending={act.pending}
      problem={act.problem}
      onClose={onClose}
      onSubmit={async (opinion) => {
        if (await act.run({ draftId, opinion })) onClose()
      }}
    />
  )
}

function Consult({ draftId, onClose }: Dialog) {
  const t = useWords()
  const [form] = Form.useForm<{ through: string }>()
  const act = useOfficerAct('publication.openConsultation')
  return (
    <ActDialog<{ through: string }>
      open
      title={t('publication:screens.acts.consult')}
      act={t('publication:screens.acts.consult')}
      form={form}
      onClose={onClose}
      onSubmit={async ({ through }) => {
        if (await act.run({ draftId, through })) onClose()
      }}
      pending={act.pending}
      problem={act.problem}
    >
      <p>{t('publication:screens.consultLead')}</p>
      <Form.Item
        name="through"
        label={t('publication:screens.through')}
        rules={[{ required: true, message: t('publication:screens.throughNeeded') }]}
      >
        <Input type="date" />
      </Form.Item>
    </ActDialog>
  )
}
