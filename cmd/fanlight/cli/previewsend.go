package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
	"github.com/fanlight/fanlight/pkg/suggest"
	"github.com/fanlight/fanlight/pkg/text"
)

// send sends the edition to the one place that the user named.
func (p *previewCommand) send(ctx context.Context, d *drawnEdition) error {
	if len(d.deliver) == 0 {
		return usageErrorf("--send-to %s: %s has no destinations", p.sendTo, d.document.Run)
	}
	to, err := chooseDestination(d.deliver, p.sendTo)
	if err != nil {
		return err
	}
	m := preview.Message(d.document, to)
	if !p.yes {
		question := fmt.Sprintf("Send %s to %s%s (%s)", d.document.Run, to.Name, inPlace(to), count(m.PartCount(), "message", "messages"))
		if err := p.s.ask(ctx, question, "--yes sends without a question"); err != nil {
			return err
		}
	}
	sender, err := newSender(ctx, p.s, Account{}, p.s.Out)
	if err != nil {
		return err
	}
	return p.sendParts(ctx, sender, to, m)
}

// sendParts sends one part after the other, each once: there is a user who reads the
// answer.
func (p *previewCommand) sendParts(ctx context.Context, sender reporter.Sender, to report.Destination, m fanlight.Message) error {
	var receipts []string
	joined := ""
	for i := range m.PartCount() {
		part := m.OnePart(i)
		part.Before = joined
		receipt, err := sender.Send(ctx, to, part)
		if err != nil {
			at := ""
			if m.PartCount() > 1 {
				at = fmt.Sprintf(" at message %d of %d", i+1, m.PartCount())
			}
			fmt.Fprintf(p.s.Out, "%s %s: failed%s: %s\n", mark(p.s, checkFailed), to.Name, at, text.Clean(refusal(err)))
			return errReported
		}
		receipts, joined = append(receipts, receipt), fanlight.JoinReceipts(joined, receipt)
	}
	fmt.Fprintf(p.s.Out, "%s %s: sent: %s%s\n", mark(p.s, checkOK), to.Name, text.Clean(strings.Join(receipts, ", ")), inPlace(to))
	return nil
}

// refusal returns why a delivery failed, in the provider's words.
func refusal(err error) string {
	why, ok := errors.AsType[*fanlight.DeliveryError](err)
	if !ok {
		return err.Error()
	}
	words := why.Err
	if inner := errors.Unwrap(words); inner != nil { // without the destination's name
		words = inner
	}
	switch {
	case why.Unknown:
		return words.Error() + "; it may have arrived"
	case why.RetryAfter > 0:
		return fmt.Sprintf("%v; the provider asks to wait for %s", words, why.RetryAfter)
	}
	return words.Error()
}

// inPlace says where a destination leads, if its settings say it: a webhook is a secret.
func inPlace(to report.Destination) string {
	switch {
	case to.Slack != nil && to.Slack.Channel != "":
		return " in " + to.Slack.Channel
	case to.Telegram != nil:
		return " in " + to.Telegram.Chat
	case to.Email != nil:
		return " for " + list(to.Email.To)
	}
	return ""
}

// chooseDestination returns the destination that --send-to names: one of the file, or one
// with another place.
func chooseDestination(all []report.Destination, value string) (report.Destination, error) {
	var names []string
	for _, d := range all {
		names = append(names, d.Name)
	}
	if i := slices.Index(names, value); i >= 0 {
		return all[i], nil
	}
	name, target, hasTarget := strings.Cut(value, ":")
	i := slices.Index(names, name)
	if i < 0 {
		i = slices.IndexFunc(all, func(d report.Destination) bool { return string(d.Kind) == name })
	}
	switch {
	case i < 0 && slices.Contains(report.Kinds(), report.Kind(name)):
		return report.Destination{}, usageErrorf("--send-to %s: the report has no destination of kind %s, whose credentials it would be sent with; it has %s", value, name, list(names))
	case i < 0:
		return report.Destination{}, usageErrorf("--send-to %s: want slack:#CHANNEL, telegram:CHAT, email:ADDRESS or a destination of the report: %s%s", value, list(names), meant(value, names))
	case !hasTarget:
		return all[i], nil
	}
	return redirect(all[i], target)
}

// meant suggests what may have been meant by a value that names no destination.
func meant(value string, names []string) string {
	name, _, _ := strings.Cut(value, ":")
	near := suggest.Nearest(name, names)
	switch {
	case near != "":
		near = strings.Replace(value, name, near, 1)
	case source.WantedChannel(value) == "":
		near = "slack:" + value
	case source.WantedAddress(value) == "":
		near = "email:" + value
	case source.WantedChat(value) == "":
		near = "telegram:" + value
	default:
		return ""
	}
	return "; did you mean " + near + "?"
}

// redirect returns a destination with its credentials and another place.
func redirect(to report.Destination, target string) (report.Destination, error) {
	want := ""
	switch {
	case to.Slack != nil && to.Slack.Webhook != "":
		return to, usageErrorf("--send-to: the webhook of %s leads to its own channel: leave :%s out, or give the report a slack destination with channel and token", to.Name, target)
	case to.Slack != nil:
		with := *to.Slack
		with.Channel, to.Slack = target, &with
		want = source.WantedChannel(target)
	case to.Telegram != nil:
		with := *to.Telegram
		with.Chat, with.Topic, to.Telegram = target, 0, &with
		want = source.WantedChat(target)
	case to.Email != nil:
		with := *to.Email
		with.To, to.Email = []string{target}, &with
		want = source.WantedAddress(target)
	default:
		return to, usageErrorf("--send-to: a destination of kind %s cannot be sent to another place: --send-to %s sends to its own", to.Kind, to.Name)
	}
	if to.Slack != nil && want != "" && source.WantedChannel("#"+target) == "" {
		want += "; did you mean " + to.Name + ":#" + target + "?"
	}
	if want != "" {
		return to, invalid("--send-to", to.Name+":"+target, want)
	}
	return to, nil
}
