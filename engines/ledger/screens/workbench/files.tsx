import { Button, Form, Upload } from 'antd'
import { useState } from 'react'
import { api } from '#apps/web/client/api.ts'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { Count, Money, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { ActProblem } from '#apps/web/workbench/kit/ActProblem.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { saveText } from '#apps/web/workbench/kit/download.ts'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { usePages } from '#apps/web/workbench/kit/pages.ts'
import { PlaceLink } from '#apps/web/workbench/kit/place.tsx'
import { Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { ChannelDialog } from './ChannelDialog.tsx'

type BatchFile = Output<'ledger.listBatchFiles'>['items'][number]

/** The files in which a book's payments are carried to the bank, and the bank's answers. */
export default function FilesPage({ bookId }: { bookId: string }) {
  const t = useWords()
  const may = useMay()
  const say = useToast()
  const [choosing, setChoosing] = useState(false)
  const [answering, setAnswering] = useState<BatchFile>()
  const book = useRead('ledger.getBook', { bookId })
  const list = usePages('ledger.listBatchFiles', { bookId }, { cursor: 'before' })
  const make = useOfficerAct('ledger.makeBatchFile')
  const byFile = book.data?.channel === 'file'
  const madeBy = ({ madeBy: who }: BatchFile) => (who.startsWith('system:') ? t('files.bySystem') : who)
  const columns: Column<BatchFile>[] = [
    {
      id: 'made',
      title: t('files.made'),
      always: true,
      width: 170,
      render: (row) => <MomentFigure at={row.madeAt} />,
      plain: (row) => row.madeAt,
    },
    { id: 'by', title: t('files.by'), render: madeBy, plain: madeBy },
    {
      id: 'count',
      title: t('files.count'),
      right: true,
      render: (row) => <Count of={row.count} />,
      plain: (row) => row.count,
    },
    {
      id: 'total',
      title: t('runs.amount'),
      right: true,
      render: (row) => <Money fen={row.totalFen} />,
      plain: (row) => row.totalFen / 100,
    },
    {
      id: 'state',
      title: t('files.answered'),
      always: true,
      width: 220,
      render: (row) => (
        <>
          <Tag tone={row.ended === row.count ? 'done' : 'wait'}>
            {t('files.ended', { ended: row.ended, count: row.count })}
          </Tag>
          {row.refused > 0 && <Tag tone="late">{t('files.refused', { count: row.refused })}</Tag>}
        </>
      ),
      plain: (row) => row.ended,
    },
    {
      id: 'act',
      title: t('table.act'),
      always: true,
      render: (row) => (
        <>
          <Button size="small" onClick={() => void save(row)}>
            {t('files.download')}
          </Button>{' '}
          {may('ledger.takeBatchAnswer') && (
            <Button size="small" onClick={() => setAnswering(row)}>
              {t('files.take')}
            </Button>
          )}
        </>
      ),
    },
  ]
  return (
    <WorkPage
      title={t('files.title')}
      above={<PlaceLink to={`books/${bookId}`}>{book.data?.title ?? t('books.book')}</PlaceLink>}
      lead={t('files.lead')}
      actions={
        <>
          {may('ledger.setChannel') && (
            <Button onClick={() => setChoosing(true)}>{t('ledger:operations.setChannel')}</Button>
          )}
          {byFile && may('ledger.makeBatchFile') && (
            <Button
              type="primary"
              loading={make.pending}
              onClick={async () => {
                if (await make.run({ bookId })) say(t('files.madeSaid'))
              }}
            >
              {t('ledger:operations.makeBatchFile')}
            </Button>
          )}
          <ActProblem problem={make.problem} />
        </>
      }
    >
      {book.data && !byFile && <Notice tone="idle" title={t('files.byInterface')} />}
      <Sheet plain title={t('files.title')}>
        <WorkTable
          label={t('files.title')}
          columns={columns}
          rowKey={(row) => row.fileId}
          list={list}
          empty={{ title: t('files.none'), text: t('files.noneText') }}
        />
      </Sheet>
      {choosing && book.data && (
        <ChannelDialog bookId={bookId} channel={book.data.channel} onClose={() => setChoosing(false)} />
      )}
      {answering && <AnswerDialog file={answering} onClose={() => setAnswering(undefined)} />}
    </WorkPage>
  )
}

/** The file and, beside it, the city's signature over it. */
async function save({ bookId, fileId }: BatchFile): Promise<void> {
  const { name, file, signature } = await api.query('ledger.getBatchFile', { bookId, fileId })
  saveText(name, file)
  saveText(`${name}.jws`, signature)
}

/** The bank's answer and its signature, two files as the bank gave them. */
function AnswerDialog({ file: { bookId, fileId }, onClose }: { file: BatchFile; onClose: () => void }) {
  const t = useWords()
  const say = useToast()
  const [form] = Form.useForm<Record<string, never>>()
  const [chosen, setChosen] = useState<readonly File[]>([])
  const take = useOfficerAct('ledger.takeBatchAnswer')
  const signature = chosen.find((one) => one.name.endsWith('.jws'))
  const answer = chosen.find((one) => one !== signature)
  return (
    <ActDialog<Record<string, never>>
      open
      title={t('ledger:operations.takeBatchAnswer')}
      act={t('files.take')}
      form={form}
      onClose={onClose}
      onSubmit={() => {
        if (!answer || !signature) return
        void Promise.all([answer.text(), signature.text()])
          .then(([text, mac]) => take.run({ bookId, fileId, file: text, signature: mac.trim() }))
          .then((done) => {
            if (!done) return
            say(t('files.taken'))
            onClose()
          })
      }}
      pending={take.pending}
      problem={take.problem}
    >
      <Form.Item
        label={t('files.both')}
        htmlFor="answer-files"
        {...(chosen.length > 0 && !(answer && signature)
          ? { validateStatus: 'error' as const, help: t('files.bothNeeded') }
          : {})}
      >
        <Upload.Dragger
          id="answer-files"
          multiple
          accept=".ndjson,.txt,.jws"
          fileList={chosen.map((one) => ({ uid: one.name, name: one.name, size: one.size }))}
          beforeUpload={(one) => {
            setChosen((before) => [...before.filter(({ name }) => name !== one.name), one].slice(-2))
            return false
          }}
          onRemove={({ name }) => setChosen((before) => before.filter((one) => one.name !== name))}
        >
          <p>{t('files.drop')}</p>
        </Upload.Dragger>
      </Form.Item>
    </ActDialog>
  )
}
