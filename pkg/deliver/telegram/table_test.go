package telegram_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// TestChannel_Render_table has names with a value each, log events, and other tables in
// letters of one width.
func TestChannel_Render_table(t *testing.T) {
	t.Parallel()
	expectText(t, rendertest.Documents()["checkout"],
		"<b>Errors by route</b>: change since Tue 24 Nov\n16,402  <code>POST /v2/payments/authorize</code>  ▲ ×15, worse\n3,208  <code>",
		"288  <code>POST /v2/tax/estimate</code>  new",
		"<b>Latest payment errors</b>: 3 of 4,472 rows. Time, CET\n<blockquote expandable><b>23:58:41</b>  <code>checkout-orders</code>\n<code>order 7F4B",
		"</code>\n<b>23:41:16</b>  <code>checkout-payments</code>\n", "</blockquote>\n… 4,469 more rows")
	expectText(t, rendertest.Documents()["tables"], "<b>Errors by function</b>\n<pre>function       errors    p99 ms  last_status\n")
}

// TestChannel_Render_compared has the change of rows in a table of letters of one width, and
// says of patterns what they count.
func TestChannel_Render_compared(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["checkout"]
	for i := range d.Queries {
		if d.Queries[i].ID != "routes" {
			continue
		}
		d.Queries[i].Columns = append(d.Queries[i].Columns, "requests")
		for r := range d.Queries[i].Rows {
			d.Queries[i].Rows[r] = append(d.Queries[i].Rows[r], fanlight.Field{Name: "requests", Value: "99999"})
		}
	}
	expectText(t, d, "<b>Errors by route</b>: change since Tue 24 Nov\n<pre>route ", "errors  requests  Change\n", "16,402    99,999   ▲ ×15\n",
		"<b>New error patterns</b>: 3 new, 1 gone, 1 as on Tue 24 Nov\n<blockquote expandable><code>14,866 events</code>\n<code>PaymentGatewayTimeout")
}
