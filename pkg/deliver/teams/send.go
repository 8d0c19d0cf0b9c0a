package teams

import (
	"context"
	"encoding/json"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/post"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// runHeader names the run of the workflow that a request started.
const runHeader = "X-Ms-Workflow-Run-Id"

// Send posts the card, and returns the ID of the workflow's run, or accepted if there is
// none. A workflow answers before it posts: its own run says whether that succeeded.
func (Channel) Send(ctx context.Context, env *channel.Environment, to report.Destination, m fanlight.Message) (string, error) {
	if to.Teams == nil {
		return "", channel.ErrNoSettings
	}
	a, r, err := post.Hook{To: "teams", Ref: to.Teams.Webhook}.Send(ctx, env, []byte(m.Text))
	switch {
	case err != nil:
		return "", err
	case !a.OK():
		return "", r.Refused(a, words(a))
	}
	if id := a.Header.Get(runHeader); id != "" {
		return id, nil
	}
	return "accepted", nil
}

// words returns the workflow's words about an error
// (https://learn.microsoft.com/rest/api/logic/workflow-triggers), or the whole body.
func words(a post.Answer) string {
	var body struct {
		Error struct{ Code, Message string }
	}
	if json.Unmarshal(a.Body, &body) == nil && body.Error.Code != "" {
		return body.Error.Code + ": " + body.Error.Message
	}
	return a.Words()
}
