package inspect

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"
	"github.com/aws/smithy-go"

	"github.com/fanlight/fanlight/pkg/deliver/attempt"
	"github.com/fanlight/fanlight/pkg/report"
)

// senders returns the address that a destination's mails come from.
func senders(d report.Destination) []string {
	if d.Email == nil {
		return nil
	}
	return []string{bare(d.Email.From)}
}

// recipients returns the addresses that a destination's mails go to.
func recipients(d report.Destination) (all []string) {
	if d.Email == nil {
		return nil
	}
	for _, to := range d.Email.To {
		all = append(all, bare(to))
	}
	return all
}

// bare returns the address of "Name <address>".
func bare(address string) string {
	if a, err := mail.ParseAddress(address); err == nil {
		return a.Address
	}
	return address
}

// mails checks the identities of the senders, and what the account may send.
func (i *Inspector) mails(ctx context.Context, uses []use) (findings []Finding) {
	all := group(uses, senders)
	if len(all) == 0 {
		return nil
	}
	p := &mailService{client: sesv2.NewFromConfig(i.env.AWS), known: map[string]identity{}}
	for _, from := range all {
		findings = append(findings, p.sender(ctx, from))
	}
	return append(findings, p.sandbox(ctx, group(uses, recipients)))
}

// mailService asks SES about identities, about each once.
type mailService struct {
	client *sesv2.Client
	known  map[string]identity
}

// identity has what SES knows of an address or a domain.
type identity struct {
	exists, verified bool
	err              error // it is not known
}

func (p *mailService) identity(ctx context.Context, name string) identity {
	if known, asked := p.known[name]; asked {
		return known
	}
	ctx, cancel := context.WithTimeout(ctx, attempt.Timeout)
	defer cancel()
	out, err := p.client.GetEmailIdentity(ctx, &sesv2.GetEmailIdentityInput{EmailIdentity: aws.String(name)})
	var missing *types.NotFoundException
	found := identity{}
	switch {
	case errors.As(err, &missing):
	case err != nil:
		found.err = err
	default:
		found.exists, found.verified = true, out.VerifiedForSendingStatus
	}
	p.known[name] = found
	return found
}

// verified reports whether SES has verified an address or a domain above it. An address
// that is an identity of its own decides, then the nearest domain
// (https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html). The name is that of the
// identity which decided, else the address's domain.
func (p *mailService) verified(ctx context.Context, address string) (name string, found identity) {
	_, domain, _ := strings.Cut(address, "@")
	candidates := []string{address}
	for at := domain; strings.Contains(at, "."); _, at, _ = strings.Cut(at, ".") {
		candidates = append(candidates, at)
	}
	for _, name := range candidates {
		if found := p.identity(ctx, name); found.exists || found.err != nil {
			return name, found
		}
	}
	return domain, identity{}
}

// sender checks the identity of a sender.
func (p *mailService) sender(ctx context.Context, from grouped[string]) Finding {
	name, found := p.verified(ctx, from.what)
	f := Finding{Check: Identity, State: Failed, Finding: fmt.Sprintf("%s: SES has not verified %s", from.names(), name)}
	switch {
	case found.err != nil:
		f.State, f.Finding = NotAnswered, fmt.Sprintf("not answered: %s: SES on %s: %s", from.names(), name, reason(found.err))
	case found.verified:
		f.State, f.Finding = OK, fmt.Sprintf("%s: SES has verified %s", from.names(), name)
	case found.exists && strings.Contains(name, "@"):
		f.Finding, f.Remedy = f.Finding+" yet", "follow the link in AWS's mail to "+name
	case found.exists:
		f.Finding, f.Remedy = f.Finding+" yet", "publish the records of: aws sesv2 get-email-identity --email-identity "+name
	default:
		f.Remedy = "aws sesv2 create-email-identity --email-identity " + name
	}
	return f
}

// sandbox checks whether the account may send, and to everybody. In the sandbox SES
// sends to verified addresses
// (https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html).
func (p *mailService) sandbox(ctx context.Context, to []grouped[string]) Finding {
	ctx, cancel := context.WithTimeout(ctx, attempt.Timeout)
	defer cancel()
	out, err := p.client.GetAccount(ctx, &sesv2.GetAccountInput{})
	f := Finding{Check: Sandbox, State: Failed}
	switch {
	case err != nil:
		f.State, f.Finding = NotAnswered, "not answered: SES on the account: "+reason(err)
	case !out.SendingEnabled:
		f.Finding = "SES sends nothing for this account: " + strings.ToLower(aws.ToString(out.EnforcementStatus))
		f.Remedy = "read the reason in the console of SES"
	case out.ProductionAccessEnabled:
		f.State, f.Finding = OK, "SES sends to all addresses"
	default:
		p.sandboxed(ctx, to, &f)
	}
	return f
}

// mostRecipients is how many recipients are looked up.
const mostRecipients = 50

// sandboxed looks for a recipient that SES does not send to from the sandbox.
func (p *mailService) sandboxed(ctx context.Context, to []grouped[string], f *Finding) {
	f.Finding, f.Remedy = "SES sends to verified addresses alone", "ask to be let out"
	if len(to) > mostRecipients {
		return
	}
	for _, recipient := range to {
		switch _, found := p.verified(ctx, recipient.what); {
		case found.err != nil:
			f.State, f.Finding = NotAnswered, fmt.Sprintf("not answered: SES sends to verified addresses alone; on %s: %s", recipient.what, reason(found.err))
			return
		case !found.verified:
			return
		}
	}
	f.State, f.Finding, f.Remedy = OK, "SES sends to verified addresses alone, which all recipients are", ""
}

// reason returns the service's words of an error without its technical details.
func reason(err error) string {
	if api := smithy.APIError(nil); errors.As(err, &api) {
		return strings.TrimSuffix(api.ErrorCode()+": "+api.ErrorMessage(), ": ")
	}
	if status := attempt.Status(err); status > 0 {
		return fmt.Sprintf("the endpoint answered %d", status)
	}
	return err.Error()
}
