package preview

import "strings"

// emoji returns a text with the pictures that names such as :warning: stand for. A name
// that is not here stays.
func emoji(s string) string { return emojiNames.Replace(s) }

var emojiNames = strings.NewReplacer(
	":red_circle:", "🔴", ":large_yellow_circle:", "🟡", ":large_green_circle:", "🟢", ":large_blue_circle:", "🔵", ":white_circle:", "⚪",
	":new:", "🆕", ":grey_question:", "❔", ":question:", "❓", ":exclamation:", "❗", ":warning:", "⚠️", ":white_check_mark:", "✅", ":x:", "❌",
	":rotating_light:", "🚨", ":small_red_triangle:", "🔺", ":small_red_triangle_down:", "🔻", ":arrow_up:", "⬆️", ":arrow_down:", "⬇️",
)
