extension ReportPage {
    /// One accent, one colour for warnings; sizes from a single scale; black on white on paper whatever the screen shows.
    static let style: HTML = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#18222c;--soft:#566370;--line:#d8dee4;--wash:#f5f7f9;
        --k1:#1d6280;--k2:#93bccd;--k3:#b5532a;--k4:#cfd6dc;--k5:#b5532a;--warn:#a2491f;--bad:#a12b22;--good:#276747}
        @media screen and (prefers-color-scheme:dark){:root{--paper:#11161b;--ink:#e6ebf0;--soft:#9ba8b4;--line:#2c3640;--wash:#182027;
        --k1:#5fadcb;--k2:#2d6177;--k3:#d9875a;--k4:#36414b;--k5:#d9875a;--warn:#e6a276;--bad:#f0938b;--good:#7fcaa0}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 Inter,"Source Sans 3",system-ui,-apple-system,"Segoe UI","Helvetica Neue",Arial,"Liberation Sans",sans-serif;font-variant-numeric:tabular-nums}
        main{max-width:56rem;margin:0 auto;padding:3rem 1.5rem 4rem}
        h1,h2,h3{line-height:1.2;text-wrap:balance;font-weight:650;letter-spacing:-.012em}
        h1{font-size:2.1rem;margin:.2rem 0 1rem;overflow-wrap:anywhere}
        h2{font-size:1.4rem;margin:0 0 .6rem}
        h3{font-size:1.05rem;margin:2rem 0 .4rem}
        p{margin:.4rem 0 1rem;max-width:44rem}
        a{color:var(--k1);text-underline-offset:.15em}
        small{color:var(--soft);font-size:.8125rem}
        code{font:.875em ui-monospace,"SF Mono","Cascadia Mono","DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
        .kind{margin:0;color:var(--k1);font-size:.8125rem;font-weight:650;letter-spacing:.09em;text-transform:uppercase}
        .lead{font-size:1.1875rem;line-height:1.5;margin-bottom:1.6rem}
        section{border-top:1px solid var(--line);margin-top:2.8rem;padding-top:1.8rem}
        .tiles{list-style:none;margin:0 0 1.6rem;padding:0;display:flex;flex-wrap:wrap;gap:1px;background:var(--line);border:1px solid var(--line);border-radius:8px;overflow:hidden}
        .tiles li{flex:1 1 9rem;background:var(--paper);padding:.85rem 1rem .9rem;display:flex;flex-direction:column}
        .tiles span{color:var(--soft);font-size:.8125rem}
        .tiles b{font-size:1.65rem;line-height:1.25;font-weight:650;letter-spacing:-.02em}
        .tiles small{line-height:1.35}
        .warn b,.warn dd{color:var(--warn)}.good b{color:var(--good)}.bad b{color:var(--bad)}
        dl{margin:0}dd{margin:0}
        .meta{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:.7rem 2rem;font-size:.9375rem}
        .meta dt,.hashes dt,.figures dt{color:var(--soft);font-size:.8125rem}
        .meta dd{overflow-wrap:anywhere}
        .figures{display:flex;flex-wrap:wrap;gap:.8rem 2.6rem;margin:0 0 1.2rem}
        .figures dd{font-size:1.35rem;font-weight:650;letter-spacing:-.015em}
        .figures dd small{font-weight:400;letter-spacing:0}
        .hashes{display:grid;gap:.55rem;margin:0 0 1rem}
        .hashes div{display:grid;grid-template-columns:9.5rem 1fr;gap:1rem;align-items:baseline}
        .hash{overflow-wrap:anywhere}
        .verdict{border-left:3px solid var(--good);background:var(--wash);padding:.7rem 1rem;max-width:none}
        .verdict.unsigned{border-color:var(--soft)}.verdict.bad{border-color:var(--bad)}
        .wide{overflow-x:auto;margin:0 -1.5rem;padding:0 1.5rem}
        .wide:focus-visible{outline:2px solid var(--k1);outline-offset:2px}
        table{border-collapse:collapse;width:100%;font-size:.9375rem}
        th,td{padding:.42rem .7rem;text-align:right;vertical-align:baseline;border-bottom:1px solid var(--line);font-weight:400}
        th:first-child,td:first-child{padding-left:0;text-align:left}
        th:last-child,td:last-child{padding-right:0}
        thead th{color:var(--soft);font-size:.8125rem;line-height:1.3;vertical-align:bottom;border-bottom-color:var(--soft)}
        tfoot th,tfoot td{font-weight:650;border-bottom:0}
        tbody th{min-width:8rem}tbody th code{white-space:nowrap}
        tbody th small{display:block}
        td svg{margin-top:.25rem}tfoot small{font-weight:400}
        td small{display:block;white-space:nowrap;line-height:1.2}.matrix td small{white-space:normal}
        .none{color:var(--soft)}
        .plot{width:22%;min-width:7rem}
        .scale{display:table-cell}
        .scale span:not(.hidden){display:inline-block;width:33.3%;text-align:center}
        .scale span:nth-child(2){text-align:left}.scale span:last-child{text-align:right}
        .narrow{width:auto;min-width:min(100%,30rem)}
        .narrow .plot{min-width:9rem}
        .prose td:last-child,.cases td,.cases th,.prose td:nth-child(3),.prose th:nth-child(3){text-align:left}
        .prose th:nth-child(2),.prose td:nth-child(2){white-space:nowrap}
        .cases{font-size:.875rem}
        .cases .time{white-space:nowrap;color:var(--soft)}
        .cases td:nth-child(2){min-width:12rem;overflow-wrap:anywhere}
        .cases .target{display:block;color:var(--soft)}
        .id{font-size:.8125em;white-space:nowrap}
        .more{color:var(--soft);font-size:.875rem}
        .number{color:var(--warn);font-weight:650}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;margin:0 0 .7rem;padding:0;font-size:.8125rem;color:var(--soft)}
        .legend li::before{content:"";display:inline-block;width:.7rem;height:.7rem;border-radius:2px;margin-right:.45rem;vertical-align:-.05rem;background:var(--c)}
        .k1{--c:var(--k1)}.k2{--c:var(--k2)}.k3{--c:var(--k3)}.k4{--c:var(--k4)}.k5{--c:var(--k5)}
        svg{display:block}
        svg .k1,svg .k2,svg .k3,svg .k4,svg .k5{fill:var(--c)}
        svg text{fill:var(--soft);font-size:12px}
        svg .strong{fill:var(--ink)}
        svg .grid{stroke:var(--line);fill:none;vector-effect:non-scaling-stroke}
        svg .axis{stroke:var(--soft);fill:none}
        svg .marker{stroke:var(--ink);stroke-dasharray:3 3;fill:none}
        svg.bar{width:100%;height:.7rem;border-radius:2px}
        svg.interval{width:100%;height:.85rem;overflow:visible}
        svg.plot{width:100%;min-width:36rem;height:auto}
        figure{margin:0}
        figcaption{color:var(--soft);font-size:.8125rem;margin:.3rem 0 .6rem}
        details{font-size:.875rem;margin-top:.5rem}
        summary{color:var(--soft);cursor:pointer;font-size:.8125rem}
        .limits{margin:0;padding-left:1.1rem;max-width:46rem}
        .limits li{margin:.35rem 0;padding-left:.2rem}
        .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        @media (max-width:40rem){main{padding:1.6rem 1.1rem 3rem}.wide{margin:0 -1.1rem;padding:0 1.1rem}h1{font-size:1.65rem}
        .lead{font-size:1.0625rem}.hashes div{grid-template-columns:1fr;gap:0}}
        @page{size:A4;margin:16mm 15mm 18mm}
        @media print{body{font-size:10pt}main{padding:0;max-width:none}.wide{overflow:visible;margin:0;padding:0}
        section{margin-top:1.6rem;padding-top:1.1rem}h2,h3,thead{break-after:avoid}tr,figure,.tiles,.verdict,.hashes,dl{break-inside:avoid}
        svg.plot{min-width:0}details{display:none}h1{font-size:20pt}.lead{font-size:11.5pt}table,.meta{font-size:8.5pt}small,thead th,dt,.legend,.tiles span{font-size:7.5pt}.tiles li{flex-basis:20mm;padding:2.5mm 3mm}.tiles b{font-size:14pt}.meta{grid-template-columns:1fr 1fr}.id{white-space:normal;overflow-wrap:anywhere}a{color:inherit;text-decoration:none}
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """
}
