import { ConfigProvider } from 'antd'
import english from 'antd/locale/en_GB'
import chinese from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/en-gb'
import 'dayjs/locale/zh-cn'
import { Suspense, useEffect } from 'react'
import type { Me } from '../client/contracts.ts'
import { useMe } from '../client/hooks.ts'
import { problemFrom } from '../client/problem.ts'
import { useLanguage } from '../i18n/i18n.ts'
import { ClockProvider } from '../kits/light/Clock.tsx'
import { ProblemNotice } from '../kits/light/Loaded.tsx'
import { Skeleton } from '../kits/light/Skeleton.tsx'
import { ToastProvider } from '../kits/light/Toast.tsx'
import { SessionDialog } from '../shell/SessionDialog.tsx'
import { SignedIn } from '../shell/SignedIn.tsx'
import { usePlace } from './kit/place.tsx'
import { useWords } from './kit/words.ts'
import { WorkPage } from './kit/WorkPage.tsx'
import { placesFor, workPlaces } from './places.ts'
import { Frame } from './shell/Frame.tsx'
import { useWorkbenchTheme } from './theme.ts'
import { addWorkbenchWords } from './words.ts'
import './workbench.css'

addWorkbenchWords()

/** Lists and calendars open inside the dialog or page that asked for them, so that a landmark holds everything on the screen. */
const popupPlace = (asking?: HTMLElement): HTMLElement =>
  asking?.closest<HTMLElement>('[role="dialog"]') ??
  (asking && document.getElementById('main')) ??
  document.body

/** The officers' half of the house: its own shell and components, loaded only when somebody comes to work. */
export default function Workbench() {
  const me = useMe()
  const language = useLanguage()
  const theme = useWorkbenchTheme()
  useEffect(() => {
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en-gb')
  }, [language])
  if (!me.data)
    return (
      <main className="workbench-waiting">
        {me.error ? (
          <ProblemNotice problem={problemFrom(me.error)} retry={() => void me.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )}
      </main>
    )
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'zh' ? chinese : english}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
      getPopupContainer={popupPlace}
    >
      <ClockProvider toldNow={me.data.now} offsetMinutes={me.data.city.offsetMinutes}>
        <ToastProvider>
          <SignedIn>{(signedIn) => <Inside me={signedIn} />}</SignedIn>
          <SessionDialog />
        </ToastProvider>
      </ClockProvider>
    </ConfigProvider>
  )
}

function Inside({ me }: { me: Me }) {
  const { segments } = usePlace()
  const places = placesFor(me)
  const asked = segments[0]
  const here = asked === undefined ? places[0] : workPlaces.find(({ path }) => path === asked)
  return (
    <Frame me={me} places={places} here={here}>
      <Suspense fallback={<Skeleton lines={8} />}>
        {here && places.includes(here) ? (
          <here.screen key={here.path} />
        ) : (
          <NoPlace known={here !== undefined || asked === undefined} />
        )}
      </Suspense>
    </Frame>
  )
}

function NoPlace({ known }: { known: boolean }) {
  const t = useWords()
  return (
    <WorkPage title={t(known ? 'frame.notYours' : 'app:notFound.title')}>
      <p>{t(known ? 'frame.notYoursText' : 'frame.notFoundText')}</p>
    </WorkPage>
  )
}
