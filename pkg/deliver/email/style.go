package email

import "github.com/fanlight/fanlight/pkg/render/markup"

// Styles of a mail are given in place: Gmail knows no style sheet for accounts of other
// providers, and Outlook for Windows inherits no font into a table.
const (
	sans markup.Safe = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
	mono markup.Safe = "font-family:SFMono-Regular,Menlo,Consolas,monospace;font-size:13px;line-height:20px;word-break:break-word;"

	size12 = sans + "font-size:12px;line-height:20px;"
	size13 = sans + "font-size:13px;line-height:20px;"
	size14 = sans + "font-size:14px;line-height:20px;"
	size15 = sans + "font-size:15px;line-height:22px;"
	size17 = sans + "font-size:17px;line-height:24px;"
	size22 = sans + "font-size:22px;line-height:28px;"
	size26 = sans + "font-size:26px;line-height:32px;"

	ink  markup.Safe = "color:#1c1e21"
	soft markup.Safe = "color:#5c626b"
	bad  markup.Safe = "color:#b3261e"
	good markup.Safe = "color:#1d6b3c"
	blue markup.Safe = "color:#1f4fbf;word-break:break-word"

	rule   markup.Safe = "border-top:1px solid #e4e4de;"
	breaks markup.Safe = "word-break:break-word;"
	keeps  markup.Safe = "white-space:nowrap;"
	strong markup.Safe = "font-weight:bold;"

	layout markup.Safe = `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">`
)

// styleSheet makes a mail dark where its reader is, in clients that know how. Nothing
// depends on it. Outlook.com marks what it made dark itself with data-ogsc and
// data-ogsb.
const styleSheet markup.Safe = `<style>
:root{color-scheme:light dark;supported-color-schemes:light dark}
.dk{display:none}
@media (max-width:480px){.pg{padding:0!important}.cd{border-left:0!important;border-right:0!important;border-radius:0!important}}
@media (prefers-color-scheme:dark){
body,.bg{background:#121315!important}.cd{background:#1a1c1f!important;border-color:#2d3035!important}
.ik{color:#ececea!important}.sf{color:#a1a7b0!important}.lk{color:#92b4ff!important}.bad{color:#ff9d94!important;border-color:#ff9d94!important}.gd{color:#82d19c!important;border-color:#82d19c!important}.ln{border-color:#2d3035!important}
.tb{background:#ff9d94!important;color:#2b0c09!important}.tw{background:#272013!important;color:#efc26b!important}.tn{background:#2d3035!important;color:#ececea!important}.fp{background:#2b1918!important;border-color:#5b302d!important}.bt{background:#ececea!important}.bt a{color:#1a1c1f!important}
.lt{display:none!important}.dk{display:block!important}
}
[data-ogsc] .ik{color:#ececea!important}[data-ogsc] .sf{color:#a1a7b0!important}[data-ogsc] .lk{color:#92b4ff!important}[data-ogsc] .bad{color:#ff9d94!important}[data-ogsc] .gd{color:#82d19c!important}[data-ogsb] .cd{background:#1a1c1f!important}[data-ogsb] .fp{background:#2b1918!important}
</style>
`
