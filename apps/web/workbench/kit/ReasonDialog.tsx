import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import type { Problem } from '../../client/problem.ts'
import { ActDialog } from './ActDialog.tsx'
import { useReasonRules } from './forms.ts'
import { useWords } from './words.ts'

/** An act that needs nothing but a few words, mostly its reason. */
export function ReasonDialog({
  title,
  text,
  label,
  danger,
  pending,
  problem,
  onClose,
  onSubmit,
}: {
  title: string
  text?: ReactNode
  /** what is written, where that is not a reason */
  label?: string
  danger?: boolean
  pending: boolean
  problem: Problem | undefined
  onClose: () => void
  onSubmit: (reason: string) => Promise<void>
}) {
  const t = useWords()
  const [form] = Form.useForm<{ reason: string }>()
  const rules = useReasonRules()
  return (
    <ActDialog<{ reason: string }>
      open
      title={title}
      act={title}
      danger={danger ?? false}
      form={form}
      onClose={onClose}
      onSubmit={({ reason }) => void onSubmit(reason)}
      pending={pending}
      problem={problem}
    >
      {text && <p>{text}</p>}
      <Form.Item name="reason" label={label ?? t('act.reason')} rules={rules}>
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
    </ActDialog>
  )
}
