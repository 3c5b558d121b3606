import { Button, Form, Input, Switch } from 'antd'
import { useState } from 'react'
import type { Output, WriteName } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { ActProblem } from '#apps/web/workbench/kit/ActProblem.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { ReasonDialog } from '#apps/web/workbench/kit/ReasonDialog.tsx'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'

type Draft = Output<'publication.getDraft'>
type Asked = 'consult' | 'compete' | 'return' | 'approve' | 'withdraw'

/** Where a draft stands, what stands between it and its publication, and what may be done now. */
export function DraftBar({ draft, busy }: { draft: Draft; busy: boolean }) {
  const t = useWords()
  const text = useText()
  const may = useMay()
  const [asked, setAsked] = useState<Asked>()
  const end = useOfficerAct('publication.endConsultation')
  const submit = useOfficerAct('publication.submitDraft')
  const publish = useOfficerAct('publication.publishDraft')
  const { draftId, state, judgement } = draft
  const can = (operation: WriteName, ...states: Draft['state'][]) => may(operation) && states.includes(state)
  const close = () => setAsked(undefined)
  return (
    <Sheet title={t(`publication:screens.states.${state}`)}>
      <p>
        {t('publication:screens.version', { version: draft.version })}
        {draft.consultation && !draft.consultation.closedAt && (
          <>
            {' '}
            · {t('publication:screens.consultedThrough')} <DateFigure day={draft.consultation.through} /> ·{' '}
            {t('publication:screens.openComments', { count: draft.openComments })}
          </>
        )}
      </p>
      {draft.open.length > 0 && state !== 'published' && state !== 'withdrawn' && (
        <p>
          {t('publication:screens.before')}{' '}
          {draft.open.map((gate) => t(`publication:screens.gates.${gate}`)).join('、')}
        </p>
      )}
      {draft.returned && (
        <p>
          {t('publication:screens.returned')} {draft.returned.by.name}: {draft.returned.reason}
        </p>
      )}
      {judgement.faults.length + judgement.lacks.length > 0 && state === 'drafting' && (
        <details>
          <summary>
            {t('publication:screens.todo', { count: judgement.faults.length + judgement.lacks.length })}
          </summary>
          <ul>
            {[...judgement.faults, ...judgement.lacks].slice(0, 30).map((fault) => (
              <li key={`${fault.part}${fault.path}${fault.code}${fault.message.zh}`}>
                {text(fault.message)} {text(fault.remedy)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {judgement.changes.length > 0 && (
        <details>
          <summary>{t('publication:screens.changes', { count: judgement.changes.length })}</summary>
          <ul>
            {judgement.changes.map((change) => (
              <li key={change.key}>
                {text(change.label)}: {change.before && <del>{text(change.before)}</del>}{' '}
                {change.after && <ins>{text(change.after)}</ins>}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
        {can('publication.openConsultation', 'drafting') && !draft.consultation?.closedAt && (
          <Button disabled={busy} onClick={() => setAsked('consult')}>
            {t('publication:screens.acts.consult')}
          </Button>
        )}
        {can('publication.endConsultation', 'in-consultation') && (
          <Button disabled={busy || end.pending} onClick={() => void end.run({ draftId })}>
            {t('publication:screens.acts.end')}
          </Button>
        )}
        {can('publication.judgeCompetition', 'drafting') && (
          <Button disabled={busy} onClick={() => setAsked('compete')}>
            {t('publication:screens.acts.compete')}
          </Button>
        )}
        {can('publication.submitDraft', 'drafting') && (
          <Button
            type="primary"
            disabled={busy || submit.pending}
            onClick={() => void submit.run({ draftId })}
          >
            {t('publication:screens.acts.submit')}
          </Button>
        )}
        {can('publication.approveDraft', 'in-review') && (
          <Button type="primary" onClick={() => setAsked('approve')}>
            {t('publication:screens.acts.approve')}
          </Button>
        )}
        {can('publication.returnDraft', 'in-review', 'approved') && (
          <Button onClick={() => setAsked('return')}>{t('publication:screens.acts.return')}</Button>
        )}
        {can('publication.publishDraft', 'approved') && (
          <Button type="primary" disabled={publish.pending} onClick={() => void publish.run({ draftId })}>
            {t('publication:screens.acts.publish')}
          </Button>
        )}
        {can('publication.withdrawDraft', 'drafting', 'in-consultation') && (
          <Button danger onClick={() => setAsked('withdraw')}>
            {t('publication:screens.acts.withdraw')}
          </Button>
        )}
        <a href={`/api/drafts/${draftId}/folder.zip`} download>
          {t('publication:screens.acts.export')}
        </a>
      </div>
      <ActProblem problem={end.problem ?? submit.problem ?? publish.problem} />
      {asked === 'consult' && <Consult draftId={draftId} onClose={close} />}
      {asked === 'compete' && <Compete draftId={draftId} onClose={close} />}
      {asked === 'return' && (
        <WithReason operation="publication.returnDraft" act="return" draftId={draftId} onClose={close} />
      )}
      {asked === 'withdraw' && (
        <WithReason operation="publication.withdrawDraft" act="withdraw" draftId={draftId} onClose={close} />
      )}
      {asked === 'approve' && <Approve draftId={draftId} onClose={close} />}
    </Sheet>
  )
}

interface Dialog {
  readonly draftId: string
  readonly onClose: () => void
}

function WithReason({
  operation,
  act: name,
  draftId,
  onClose,
}: Dialog & {
  operation: 'publication.returnDraft' | 'publication.withdrawDraft'
  act: 'return' | 'withdraw'
}) {
  const t = useWords()
  const act = useOfficerAct(operation)
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

type Answers = Readonly<Record<string, string | boolean | undefined>>

function Compete({ draftId, onClose }: Dialog) {
  const t = useWords()
  const text = useText()
  const [form] = Form.useForm<Answers>()
  const questionnaire = useRead('publication.getQuestionnaire', {})
  const act = useOfficerAct('publication.judgeCompetition')
  const questions = questionnaire.data?.questions ?? []
  return (
    <ActDialog<Answers>
      open
      title={t('publication:screens.acts.compete')}
      act={t('publication:screens.acts.compete')}
      form={form}
      onClose={onClose}
      onSubmit={async (given) => {
        const answers = questions.map(({ id }) => ({
          question: id,
          breaches: given[`${id} breaches`] === true,
          reason: String(given[`${id} reason`] ?? ''),
        }))
        if (await act.run({ draftId, answers })) onClose()
      }}
      pending={act.pending}
      problem={act.problem}
    >
      {questions.map(({ id, text: asked, basis }) => (
        <fieldset key={id} style={{ border: 0, padding: 0, margin: '0 0 16px' }}>
          <legend>
            {text(asked)} · {basis}
          </legend>
          <Form.Item
            name={`${id} breaches`}
            valuePropName="checked"
            label={t('publication:screens.breaches')}
          >
            <Switch aria-label={`${text(asked)} ${t('publication:screens.breaches')}`} />
          </Form.Item>
          <Form.Item
            name={`${id} reason`}
            label={t('publication:screens.reason')}
            rules={[{ required: true, min: 4, message: t('publication:screens.reasonNeeded') }]}
          >
            <Input aria-label={`${text(asked)} ${t('publication:screens.reason')}`} />
          </Form.Item>
        </fieldset>
      ))}
    </ActDialog>
  )
}
