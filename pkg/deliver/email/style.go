package email

import "github.com/fanlight/fanlight/pkg/render/markup"

// Styles of a mail are given in place: Gmail knows no style sheet for accounts
// of other providers.
const (
	font       markup.Safe = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
	styleTitle markup.Safe = font + "padding:24px 24px 0;font-size:22px;line-height:28px;font-weight:bold;color:#1c1e21"
	styleSoft  markup.Safe = font + "padding:4px 24px 0;font-size:14px;line-height:20px;color:#646a73"
	styleAlert markup.Safe = font + "padding:16px 24px 0;font-size:15px;line-height:21px;font-weight:bold;color:#b3261e"
	styleHead  markup.Safe = font + "padding:28px 24px 8px;font-size:16px;line-height:22px;font-weight:bold;color:#1c1e21"
	styleNote  markup.Safe = font + "padding:2px 24px 8px;font-size:13px;line-height:18px;color:#646a73"
	styleFoot  markup.Safe = font + "padding:0 24px;font-size:12px;line-height:18px;color:#646a73"
	styleLabel markup.Safe = font + "padding:13px 12px 13px 0;font-size:15px;line-height:22px;word-break:break-word;color:#1c1e21;border-bottom:1px solid #e3e3de"
	styleValue markup.Safe = font + "padding:10px 0;font-size:22px;line-height:28px;font-weight:bold;color:#1c1e21;border-bottom:1px solid #e3e3de;white-space:nowrap"
	styleEmpty markup.Safe = font + "padding:10px 0;font-size:15px;line-height:28px;color:#646a73;border-bottom:1px solid #e3e3de;white-space:nowrap"
	styleBad   markup.Safe = font + "padding:10px 0;font-size:15px;line-height:28px;font-weight:bold;color:#b3261e;border-bottom:1px solid #e3e3de;white-space:nowrap"
	styleTH    markup.Safe = font + "padding:6px 8px;font-size:12px;line-height:16px;font-weight:bold;color:#646a73;border-bottom:1px solid #c9c9c3"
	styleTD    markup.Safe = font + "padding:6px 8px;font-size:13px;line-height:18px;color:#1c1e21;border-bottom:1px solid #e3e3de"
)
