import { Form, Input, Radio } from 'antd'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'

interface Values {
  readonly channel: 'http' | 'file'
  readonly bankKey?: string
}

/** A public key as the bank hands it over: a JWK, of which only what names the key is taken. */
function keyIn(text: string) {
  try {
    const { kty, crv, x, y } = JSON.parse(text) as Record<string, unknown>
    return kty === 'EC' && crv === 'P-256' && typeof x === 'string' && typeof y === 'string'
      ? { kty: 'EC' as const, crv: 'P-256' as const, x, y }
      : undefined
  } catch {
    return undefined
  }
}

/** Whether a book pays by interface or by file; a file's answer is believed by the bank's key only. */
export function ChannelDialog({
  bookId,
  channel,
  onClose,
}: {
  bookId: string
  channel: 'http' | 'file'
  onClose: () => void
}) {
  const t = useWords()
  const say = useToast()
  const [form] = Form.useForm<Values>()
  const wanted = Form.useWatch('channel', form)
  const set = useOfficerAct('ledger.setChannel')
  const submit = async (values: Values) => {
    const bankKey = values.channel === 'file' ? keyIn(values.bankKey ?? '') : undefined
    if (!(await set.run({ bookId, channel: values.channel, ...(bankKey ? { bankKey } : {}) }))) return
    say(t('files.channelSet'))
    onClose()
  }
  return (
    <ActDialog<Values>
      open
      title={t('ledger:operations.setChannel')}
      act={t('ledger:operations.setChannel')}
      form={form}
      initial={{ channel }}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={set.pending}
      problem={set.problem}
    >
      <Form.Item name="channel" label={t('files.channel')}>
        <Radio.Group
          options={(['http', 'file'] as const).map((one) => ({
            value: one,
            label: t(`files.channels.${one}`),
          }))}
        />
      </Form.Item>
      {wanted === 'file' && (
        <Form.Item
          name="bankKey"
          label={t('files.bankKey')}
          extra={t('files.bankKeyHint')}
          rules={[
            {
              validator: (_, value: string | undefined) =>
                keyIn(value ?? '') ? Promise.resolve() : Promise.reject(new Error(t('files.bankKeyWrong'))),
            },
          ]}
        >
          <Input.TextArea rows={4} />
        </Form.Item>
      )}
    </ActDialog>
  )
}
