import { Button, Drawer } from 'antd'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { useFocusBack } from '#apps/web/kits/light/useFocusBack.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import css from './case.module.css'
import { CaseHead } from './CaseHead.tsx'
import { Answers } from './Answers.tsx'
import { CaseSide } from './CaseSide.tsx'
import { DecisionBar } from './DecisionBar.tsx'

const lookEveryMs = 20_000

/** What the address names: party, case, stage. */
function keyParts(key: string | undefined) {
  const [, partyId = '', caseId = '', stage = ''] = /^([^.]+)\.([^.]+)\.(.+)$/.exec(key ?? '') ?? []
  return { partyId, caseId, stage }
}

/** One case beside the queue: answers left, materials and course right, what can be done at the bottom. */
export function CaseDrawer({
  openKey,
  onClose,
  onNext,
}: {
  openKey: string | undefined
  onClose: () => void
  onNext: (() => void) | undefined
}) {
  const t = useWords()
  const text = useText()
  const { partyId, caseId, stage } = keyParts(openKey)
  useFocusBack(partyId !== '')
  const result = useRead(
    'casework.getQueueCase',
    { partyId, caseId },
    { enabled: partyId !== '', everyMs: lookEveryMs },
  )
  const shown = result.data?.case
  const item = shown?.lanes.find((lane) => lane.stages.some((one) => one.id === stage))?.item
  return (
    <Drawer
      open={partyId !== ''}
      onClose={onClose}
      size="min(76rem, 100vw)"
      title={
        <span className={css.title}>
          {shown?.title ?? t('case.title')}
          {item && <span className={css.of}>{text(item.title)}</span>}
        </span>
      }
      extra={
        onNext && (
          <Button onClick={onNext}>
            {t('case.next')} <kbd>n</kbd>
          </Button>
        )
      }
      footer={
        result.data && (
          <DecisionBar key={`${caseId}${stage}`} found={result.data} stageId={stage} onDone={onClose} />
        )
      }
      destroyOnHidden
    >
      <div className={css.body}>
        <Loaded result={result} lines={12}>
          {(found) => (
            <>
              <CaseHead found={found} stageId={stage} />
              <div className={css.columns}>
                <Answers found={found} stageId={stage} />
                <CaseSide found={found} stageId={stage} />
              </div>
            </>
          )}
        </Loaded>
      </div>
    </Drawer>
  )
}
