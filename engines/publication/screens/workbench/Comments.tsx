import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useClock } from '#apps/web/kits/light/Clock.tsx'
import { momentText } from '#apps/web/kits/light/figures.ts'
import { useLanguage } from '#apps/web/i18n/i18n.ts'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { usePages } from '#apps/web/workbench/kit/pages.ts'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'

type Comment = Output<'publication.listComments'>['items'][number]
const outcomes = ['adopted', 'partly-adopted', 'not-adopted'] as const

/** What the public said of a draft; each comment gets an answer before the consultation can end. */
export function Comments({ draftId }: { draftId: string }) {
  const t = useWords()
  const language = useLanguage()
  const { offsetMinutes } = useClock()
  const may = useMay()
  const [answering, setAnswering] = useState<Comment>()
  const list = usePages('publication.listComments', { draftId, limit: 50 }, { everyMs: 15_000 })
  const outcome = (row: Comment) =>
    row.outcome
      ? `${t(`publication:screens.public.outcome.${row.outcome}`)} · ${row.answer ?? ''}`
      : t('publication:screens.comments.open')
  const columns: Column<Comment>[] = [
    {
      id: 'text',
      title: t('publication:screens.comments.said'),
      always: true,
      width: 420,
      render: (row) => (
        <>
          {row.clause && <strong>{t('publication:screens.public.about', { clause: row.clause })} </strong>}
          {row.text}
        </>
      ),
      plain: (row) => row.text,
    },
    {
      id: 'by',
      title: t('publication:screens.comments.by'),
      width: 200,
      render: (row) =>
        [
          row.name,
          ...(row.speaksFor === 'members' ? [t('publication:screens.public.as.members')] : []),
          momentText(row.lodgedAt, offsetMinutes, language),
        ].join(' · '),
      plain: (row) => row.name,
    },
    {
      id: 'answer',
      title: t('publication:screens.comments.answer'),
      width: 260,
      render: outcome,
      plain: outcome,
    },
    {
      id: 'act',
      title: t('table.act'),
      always: true,
      width: 110,
      render: (row) =>
        !row.outcome && may('publication.answerComment') ? (
          <Button size="small" onClick={() => setAnswering(row)}>
            {t('publication:screens.comments.act')}
          </Button>
        ) : (
          ''
        ),
    },
  ]
  return (
    <Sheet title={t('publication:screens.comments.title')}>
      <WorkTable
        label={t('publication:screens.comments.title')}
        columns={columns}
        list={list}
        rowKey={(row) => row.commentId}
        empty={{
          title: t('publication:screens.comments.none'),
          text: t('publication:screens.comments.noneText'),
        }}
      />
      {answering && <Answer comment={answering} onClose={() => setAnswering(undefined)} />}
    </Sheet>
  )
}

interface Answered {
  readonly outcome: (typeof outcomes)[number]
  readonly text: string
}

function Answer({ comment, onClose }: { comment: Comment; onClose: () => void }) {
  const t = useWords()
  const [form] = Form.useForm<Answered>()
  const act = useOfficerAct('publication.answerComment')
  const { partyId, commentId } = comment
  return (
    <ActDialog<Answered>
      open
      title={t('publication:screens.comments.act')}
      act={t('publication:screens.comments.act')}
      form={form}
      initial={{ outcome: 'adopted' }}
      onClose={onClose}
      onSubmit={async (given) => {
        if (await act.run({ partyId, commentId, ...given })) onClose()
      }}
      pending={act.pending}
      problem={act.problem}
    >
      <p>{comment.text}</p>
      <Form.Item name="outcome" label={t('publication:screens.comments.outcome')}>
        <Select
          options={outcomes.map((value) => ({
            value,
            label: t(`publication:screens.public.outcome.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="text"
        label={t('publication:screens.reason')}
        rules={[{ required: true, min: 4, message: t('publication:screens.reasonNeeded') }]}
      >
        <Input.TextArea rows={3} maxLength={3000} />
      </Form.Item>
    </ActDialog>
  )
}
