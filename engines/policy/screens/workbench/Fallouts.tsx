import { useText } from '#apps/web/i18n/i18n.ts'
import { Count } from '#apps/web/kits/light/Figure.tsx'
import { whole } from '#apps/web/workbench/kit/pages.ts'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { Run } from './run-words.tsx'

/** At which condition how many fell out: where a policy is narrower than was meant shows here. */
export function Fallouts({ run }: { run: Run }) {
  const t = useWords()
  const text = useText()
  const rows = [...run.fallouts].sort((a, b) => b.count - a.count)
  return (
    <Sheet plain>
      <WorkTable
        label={t('runs.part.fallouts')}
        columns={[
          { id: 'condition', title: t('runs.condition'), render: (row) => text(row.text) },
          {
            id: 'count',
            title: t('runs.fellOut'),
            right: true,
            width: 160,
            render: (row) => <Count of={row.count} />,
          },
        ]}
        rowKey={(row) => row.condition}
        list={whole(rows)}
        empty={
          run.state === 'collecting'
            ? { title: t('runs.noFallouts'), text: t('runs.noFalloutsText') }
            : { title: t('runs.noneFellOut'), text: t('runs.noneFellOutText') }
        }
      />
    </Sheet>
  )
}
