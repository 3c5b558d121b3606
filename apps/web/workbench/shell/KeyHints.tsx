import { Modal } from 'antd'
import { useWords } from '../kit/words.ts'
import css from './Frame.module.css'

/** Keys by what they do; each page that has keys takes them from here. */
const hints = [
  { keys: ['j', 'k'], word: 'keys.move' },
  { keys: ['Enter'], word: 'keys.open' },
  { keys: ['c'], word: 'keys.claim' },
  { keys: ['n'], word: 'keys.next' },
  { keys: ['/'], word: 'keys.search' },
  { keys: ['Esc'], word: 'keys.close' },
  { keys: ['?'], word: 'keys.show' },
] as const

export function KeyHints({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useWords()
  return (
    <Modal title={t('keys.title')} open={open} onCancel={onClose} footer={null} width={420} destroyOnHidden>
      <dl className={css.keys}>
        {hints.map(({ keys, word }) => (
          <div key={word}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(word)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
