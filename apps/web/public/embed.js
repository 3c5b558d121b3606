// <script src="https://CITY/embed.js" data-lang="zh" async></script>
// puts the policy finder where the script stands and keeps it as tall as its content.
;(() => {
  const script = document.currentScript
  if (!script) return
  const origin = new URL(script.src).origin
  const frame = document.createElement('iframe')
  const language = script.dataset.lang === 'en' ? 'en' : 'zh'
  frame.src = `${origin}/embed/policies?lang=${language}`
  frame.title = language === 'en' ? 'Which policies do I get?' : '我能享受哪些政策'
  frame.style.cssText = 'width:100%;border:0;min-height:24rem'
  script.after(frame)
  addEventListener('message', ({ source, origin: from, data }) => {
    if (source !== frame.contentWindow || from !== origin || data?.yishang !== 'height') return
    frame.style.height = `${Math.min(Number(data.height) || 0, 20000)}px`
  })
})()
