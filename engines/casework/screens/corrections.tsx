import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { ErrorSummary } from '#apps/web/kits/light/ErrorSummary.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import type { Answer } from '../model.ts'
import { AnswerField } from './answer-field.tsx'
import type { Case } from './case.tsx'

type LaneShape = Case['lanes'][number]
type Correction = LaneShape['corrections'][number]

/** What the office asks to be corrected, each with its reason, and the fields to do it in. */
export function Corrections({ theCase }: { theCase: Case }) {
  return (
    <>
      {theCase.lanes.flatMap((lane) =>
        lane.corrections
          .filter((correction) => correction.answeredAt === undefined)
          .map((correction) => (
            <CorrectionForm
              key={`${lane.part}${correction.at}`}
              theCase={theCase}
              lane={lane}
              correction={correction}
            />
          )),
      )}
    </>
  )
}

function CorrectionForm({
  theCase,
  lane,
  correction,
}: {
  theCase: Case
  lane: LaneShape
  correction: Correction
}) {
  const { t } = useTranslation('casework')
  const text = useText()
  const form = useRead('casework.getThemeForm', { theme: theCase.theme.id })
  const act = useAct('casework.answerCorrection')
  const [answers, setAnswers] = useState<Record<string, Answer | undefined>>({})
  const fields = (form.data?.pages ?? []).flatMap((page) => page.fields)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { partyId, caseId } = theCase
    await act.run({ partyId, caseId, part: lane.part, answers })
  }
  return (
    <Notice tone="soon" title={t('screens.correction.title', { item: text(lane.item.title) })}>
      <p>{t('screens.correction.text', { by: correction.by })}</p>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <ErrorSummary problem={act.problem} />
        {correction.items.map((item) => {
          const field = fields.find(({ id }) => id === item.field)
          return field ? (
            <AnswerField
              key={item.field}
              theme={theCase.theme.id}
              field={{ ...field, hint: { zh: item.reason, en: item.reason } }}
              value={answers[item.field]}
              onChange={(value) => setAnswers((before) => ({ ...before, [item.field]: value }))}
            />
          ) : (
            <p key={item.field}>
              {text(item.title)}：{item.reason}
            </p>
          )
        })}
        <Button type="submit" look="primary" pending={act.pending}>
          {t('screens.correction.send')}
        </Button>
      </form>
    </Notice>
  )
}
