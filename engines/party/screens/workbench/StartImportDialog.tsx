import { Form, Select, Switch, Upload } from 'antd'
import { DayPicker } from '#apps/web/workbench/kit/DayPicker.tsx'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { api } from '#apps/web/client/api.ts'
import { useMe } from '#apps/web/client/hooks.ts'
import { type Problem, problemFrom } from '#apps/web/client/problem.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useClock } from '#apps/web/kits/light/Clock.tsx'
import { Icon } from '#apps/web/kits/light/Icon.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { usePlace } from '#apps/web/workbench/kit/place.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { rememberFile } from './uploaded.ts'

interface Values {
  readonly department: string
  readonly on: Dayjs
  readonly createMissing?: boolean
}

/** A department's file: uploaded, then read by the server, which tells what it found. */
export function StartImportDialog({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const text = useText()
  const me = useMe()
  const { today } = useClock()
  const { words } = useCityWords()
  const { go } = usePlace()
  const [form] = Form.useForm<Values>()
  const [file, setFile] = useState<File>()
  const [noFile, setNoFile] = useState(false)
  const [uploading, setUploading] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const start = useOfficerAct('party.startImport')
  const mine = me.data?.roles.flatMap((role) => role.department ?? []) ?? []
  const submit = async (values: Values) => {
    setNoFile(!file)
    if (!file) return
    setUploading(true)
    setProblem(undefined)
    const stored = await api.upload(file, file.name).catch((error: unknown) => {
      setProblem(problemFrom(error))
    })
    setUploading(false)
    if (!stored) return
    const answer = await start.run({
      fileHash: stored.hash,
      fileName: file.name.slice(0, 200),
      department: values.department,
      on: values.on.format('YYYY-MM-DD'),
      createMissing: values.createMissing ?? false,
    })
    if (!answer) return
    rememberFile(answer.id, stored.hash)
    go(`imports/${answer.id}`)
  }
  return (
    <ActDialog<Values>
      open
      title={t('imports.start')}
      act={t('imports.read')}
      form={form}
      initial={{ on: dayjs(today), ...(mine[0] ? { department: mine[0] } : {}) }}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={uploading || start.pending}
      problem={problem ?? start.problem}
    >
      <Form.Item
        label={t('imports.file')}
        htmlFor="import-file"
        {...(noFile && !file ? { validateStatus: 'error' as const, help: t('imports.fileNeeded') } : {})}
      >
        <Upload.Dragger
          id="import-file"
          accept=".csv,.xlsx,.ndjson,.txt"
          maxCount={1}
          fileList={file ? [{ uid: 'file', name: file.name, size: file.size }] : []}
          beforeUpload={(chosen) => {
            setFile(chosen)
            return false
          }}
          onRemove={() => setFile(undefined)}
        >
          <p>
            <Icon name="document" size="2rem" />
          </p>
          <p>{t('imports.drop')}</p>
          <p className="work-soft">{t('imports.dropHint')}</p>
        </Upload.Dragger>
      </Form.Item>
      <Form.Item
        name="department"
        label={t('queue.column.department')}
        rules={[{ required: true, message: t('form.choose') }]}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={(words?.departments ?? []).map(({ id, title }) => ({ value: id, label: text(title) }))}
        />
      </Form.Item>
      <Form.Item name="on" label={t('imports.on')} extra={t('imports.onHint')}>
        <DayPicker maxDate={dayjs(today)} allowClear={false} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item
        name="createMissing"
        label={t('imports.createMissing')}
        valuePropName="checked"
        extra={t('imports.createMissingHint')}
      >
        <Switch />
      </Form.Item>
    </ActDialog>
  )
}
