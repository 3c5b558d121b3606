import { Form, Input, Radio, Select } from 'antd'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { Draft } from './DraftCourse.tsx'
import css from './draft.module.css'

type Questionnaire = Output<'publication.getQuestionnaire'>
interface Answer {
  readonly breaches?: boolean
  readonly reason?: string
  readonly ground?: string
  readonly until?: string
}
type Answers = Readonly<Record<string, Answer | undefined>>

/** The fair-competition questionnaire: each question with a reason, each restriction with the ground on which it may stand and its end. */
export function CompetitionDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const t = useWords()
  const [form] = Form.useForm<Answers>()
  const questionnaire = useRead('publication.getQuestionnaire', {})
  const act = useOfficerAct('publication.judgeCompetition')
  const questions = questionnaire.data?.questions ?? []
  return (
    <ActDialog<Answers>
      open
      title={t('publication:screens.acts.compete')}
      act={t('publication:screens.acts.conclude')}
      blocked={!questionnaire.data}
      width={760}
      form={form}
      onClose={onClose}
      onSubmit={async (given) => {
        const answers = questions.map(({ id }) => answered(id, given[id] ?? {}))
        if (await act.run({ draftId: draft.draftId, answers }, draft.streamVersion)) onClose()
      }}
      pending={act.pending}
      problem={act.problem}
    >
      <p className="work-soft">{t('publication:screens.competitionLead')}</p>
      <Loaded result={questionnaire}>
        {(asked) => (
          <>
            {asked.questions.map((question) => (
              <Question
                key={question.id}
                question={question}
                exceptions={asked.exceptions}
                before={draft.competition?.answers.find((one) => one.question === question.id)}
              />
            ))}
          </>
        )}
      </Loaded>
    </ActDialog>
  )
}

function answered(question: string, { breaches = false, reason = '', ground, until }: Answer) {
  return {
    question,
    breaches,
    reason,
    ...(breaches && ground && until ? { exception: { ground, until } } : {}),
  }
}

type Given = NonNullable<Draft['competition']>['answers'][number]

function Question({
  question: { id, text: asked, basis },
  exceptions,
  before,
}: {
  question: Questionnaire['questions'][number]
  exceptions: Questionnaire['exceptions']
  /** what was answered for an earlier text */
  before: Given | undefined
}) {
  const t = useWords()
  const text = useText()
  const form = Form.useFormInstance<Answers>()
  const breaches = Form.useWatch([id, 'breaches'], form) === true
  const ground = Form.useWatch([id, 'ground'], form) as string | undefined
  return (
    <fieldset className={css.question}>
      <legend>
        {text(asked)} <span className="work-soft">{text(basis)}</span>
      </legend>
      <Form.Item
        name={[id, 'breaches']}
        initialValue={before?.breaches}
        rules={[{ required: true, message: t('publication:screens.answerNeeded') }]}
      >
        <Radio.Group
          aria-label={text(asked)}
          options={[
            { value: false, label: t('publication:screens.restrictsNot') },
            { value: true, label: t('publication:screens.breaches') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name={[id, 'reason']}
        label={t('publication:screens.reason')}
        initialValue={before?.reason}
        rules={[{ required: true, min: 4, message: t('publication:screens.reasonNeeded') }]}
      >
        <Input aria-label={`${text(asked)} ${t('publication:screens.reason')}`} />
      </Form.Item>
      {breaches && (
        <div className={css.exception}>
          <Form.Item
            name={[id, 'ground']}
            label={t('publication:screens.ground')}
            initialValue={before?.exception?.ground}
            extra={t('publication:screens.groundHint')}
          >
            <Select
              allowClear
              aria-label={`${text(asked)} ${t('publication:screens.ground')}`}
              options={exceptions.map((one) => ({
                value: one.id,
                label: `${text(one.text)} · ${text(one.basis)}`,
              }))}
            />
          </Form.Item>
          {ground && (
            <Form.Item
              name={[id, 'until']}
              label={t('publication:screens.groundUntil')}
              initialValue={before?.exception?.until}
              rules={[{ required: true, message: t('publication:screens.throughNeeded') }]}
            >
              <Input type="date" aria-label={`${text(asked)} ${t('publication:screens.groundUntil')}`} />
            </Form.Item>
          )}
        </div>
      )}
    </fieldset>
  )
}

/** What was answered and concluded, for everybody who reads the draft afterwards. */
export function CompetitionRecord({ draft }: { draft: Draft }) {
  const t = useWords()
  const text = useText()
  const { competition } = draft
  const asked = useRead('publication.getQuestionnaire', {}, { enabled: competition !== undefined }).data
  if (!competition) return null
  return (
    <details>
      <summary>
        {t('publication:screens.gates.fair-competition')} ·{' '}
        {t(`publication:screens.conclusion.${competition.conclusion}`)} · {competition.by.name}
        {!draft.competitionCurrent && ` · ${t('publication:screens.competitionOld')}`}
      </summary>
      <ul>
        {competition.answers.map(({ question, breaches, reason, exception }) => {
          const found = asked?.questions.find(({ id }) => id === question)
          const ground = asked?.exceptions.find(({ id }) => id === exception?.ground)
          return (
            <li key={question}>
              {found ? text(found.text) : ''}{' '}
              <strong>
                {t(breaches ? 'publication:screens.breaches' : 'publication:screens.restrictsNot')}
              </strong>{' '}
              {reason}
              {exception && (
                <>
                  {' '}
                  · {ground ? `${text(ground.text)} ${text(ground.basis)}` : ''} ·{' '}
                  {t('publication:screens.groundUntil')} <DateFigure day={exception.until} />
                </>
              )}
            </li>
          )
        })}
      </ul>
    </details>
  )
}
