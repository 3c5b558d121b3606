import { Button, Form, type FormInstance, Modal } from 'antd'
import { type ReactNode, useId } from 'react'
import type { Problem } from '../../client/problem.ts'
import { useFocusBack } from '../../kits/light/useFocusBack.ts'
import { ActProblem } from './ActProblem.tsx'
import { useWords } from './words.ts'

/** Asks what an act needs, and stays open with everything typed until the server has done it. The button is named by the act. */
export function ActDialog<Values extends object>({
  title,
  act,
  danger,
  blocked = false,
  open,
  onClose,
  onSubmit,
  pending,
  problem,
  form,
  initial,
  width = 560,
  children,
}: {
  title: string
  act: string
  danger?: boolean
  /** something that the form cannot give is missing; the form says what */
  blocked?: boolean
  open: boolean
  onClose: () => void
  onSubmit: (values: Values) => void
  pending: boolean
  problem: Problem | undefined
  form: FormInstance<Values>
  initial?: Partial<Values>
  width?: number
  children: ReactNode
}) {
  const t = useWords()
  const id = useId()
  useFocusBack(open)
  return (
    <Modal
      title={title}
      open={open}
      onCancel={onClose}
      width={width}
      destroyOnHidden
      mask={{ closable: false }}
      footer={[
        <Button key="close" onClick={onClose}>
          {t('act.cancel')}
        </Button>,
        <Button
          key="act"
          type="primary"
          danger={danger ?? false}
          disabled={blocked}
          htmlType="submit"
          form={id}
          loading={pending}
        >
          {act}
        </Button>,
      ]}
    >
      <ActProblem problem={problem} />
      <Form<Values>
        id={id}
        form={form}
        layout="vertical"
        requiredMark={false}
        preserve={false}
        {...(initial ? { initialValues: initial } : {})}
        onFinish={onSubmit}
        scrollToFirstError={{ focus: true }}
      >
        {children}
      </Form>
    </Modal>
  )
}
