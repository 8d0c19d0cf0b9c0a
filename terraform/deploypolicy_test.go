package terraform_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// statement is one of a policy, whose lists are always lists here.
type statement struct {
	Sid, Effect      string
	Action, Resource []string
}

// deployPolicy is the policy of the person who deploys.
func deployPolicy(t *testing.T) []statement {
	t.Helper()
	var policy struct{ Statement []statement }
	if err := json.Unmarshal([]byte(read(t, "deploy-policy.json")), &policy); err != nil {
		t.Fatal(err)
	}
	return policy.Statement
}

// allows reports whether a policy allows an action on a resource. A * of a policy stands for
// any characters; path.Match stops at a /.
func allows(policy []statement, action, resource string) bool {
	matches := func(patterns []string, text string) bool {
		return slices.ContainsFunc(patterns, func(pattern string) bool {
			found, err := path.Match(strings.ReplaceAll(pattern, "/", "|"), strings.ReplaceAll(text, "/", "|"))
			return err == nil && found
		})
	}
	return slices.ContainsFunc(policy, func(s statement) bool {
		return s.Effect == "Allow" && matches(s.Action, action) && (resource == "" || matches(s.Resource, resource))
	})
}

// made has the actions by which a resource of the module is made, read, tagged and destroyed, and
// the name of one in the stack fanlight-dev.
type made struct {
	resource string
	actions  string // of one service, without its name
}

// ofType is by type of resource. Those without a call of their own that changes something are
// attributes of others, by calls of these.
var ofType = map[string]made{
	"aws_cloudwatch_dashboard":                           {"arn:aws:cloudwatch::111122223333:dashboard/fanlight-dev-eu-central-1", "cloudwatch: PutDashboard GetDashboard DeleteDashboards"},
	"aws_cloudwatch_log_group":                           {"arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/fanlight-dev-worker:*", "logs: CreateLogGroup DeleteLogGroup PutRetentionPolicy TagResource ListTagsForResource"},
	"aws_cloudwatch_metric_alarm":                        {"arn:aws:cloudwatch:eu-central-1:111122223333:alarm:fanlight-dev-Attention", "cloudwatch: PutMetricAlarm DescribeAlarms DeleteAlarms TagResource ListTagsForResource"},
	"aws_dynamodb_table":                                 {"arn:aws:dynamodb:eu-central-1:111122223333:table/fanlight-dev", "dynamodb: CreateTable DescribeTable UpdateTable UpdateTimeToLive UpdateContinuousBackups DescribeContinuousBackups DeleteTable TagResource ListTagsOfResource"},
	"aws_dynamodb_table_item":                            {"arn:aws:dynamodb:eu-central-1:111122223333:table/fanlight-dev", "dynamodb: PutItem GetItem UpdateItem DeleteItem"},
	"aws_iam_policy":                                     {"arn:aws:iam::111122223333:policy/fanlight-dev-worker-eu-central-1-1", "iam: CreatePolicy GetPolicy GetPolicyVersion CreatePolicyVersion DeletePolicyVersion ListPolicyVersions DeletePolicy TagPolicy"},
	"aws_iam_role":                                       {"arn:aws:iam::111122223333:role/fanlight-dev-worker-eu-central-1", "iam: CreateRole GetRole PassRole DeleteRole TagRole ListRolePolicies ListAttachedRolePolicies ListInstanceProfilesForRole UpdateAssumeRolePolicy"},
	"aws_iam_role_policy":                                {"arn:aws:iam::111122223333:role/fanlight-dev-worker-eu-central-1", "iam: PutRolePolicy GetRolePolicy DeleteRolePolicy"},
	"aws_iam_role_policy_attachment":                     {"arn:aws:iam::111122223333:role/fanlight-dev-worker-eu-central-1", "iam: AttachRolePolicy DetachRolePolicy ListAttachedRolePolicies"},
	"aws_lambda_event_source_mapping":                    {"arn:aws:lambda:eu-central-1:111122223333:event-source-mapping:1", "lambda: CreateEventSourceMapping GetEventSourceMapping UpdateEventSourceMapping DeleteEventSourceMapping"},
	"aws_lambda_function":                                {"arn:aws:lambda:eu-central-1:111122223333:function:fanlight-dev-worker", "lambda: CreateFunction GetFunction GetFunctionCodeSigningConfig ListVersionsByFunction UpdateFunctionCode UpdateFunctionConfiguration DeleteFunction TagResource"},
	"aws_lambda_function_event_invoke_config":            {"arn:aws:lambda:eu-central-1:111122223333:function:fanlight-dev-janitor", "lambda: PutFunctionEventInvokeConfig GetFunctionEventInvokeConfig DeleteFunctionEventInvokeConfig"},
	"aws_s3_bucket":                                      {"arn:aws:s3:::fanlight-dev-111122223333-eu-central-1", "s3: CreateBucket ListBucket GetBucketAcl PutBucketTagging DeleteBucket"},
	"aws_s3_bucket_lifecycle_configuration":              {"arn:aws:s3:::fanlight-dev-111122223333-eu-central-1", "s3: PutLifecycleConfiguration GetLifecycleConfiguration"},
	"aws_s3_bucket_ownership_controls":                   {"arn:aws:s3:::fanlight-dev-111122223333-eu-central-1", "s3: PutBucketOwnershipControls GetBucketOwnershipControls"},
	"aws_s3_bucket_policy":                               {"arn:aws:s3:::fanlight-dev-111122223333-eu-central-1", "s3: PutBucketPolicy GetBucketPolicy DeleteBucketPolicy"},
	"aws_s3_bucket_public_access_block":                  {"arn:aws:s3:::fanlight-dev-111122223333-eu-central-1", "s3: PutBucketPublicAccessBlock GetBucketPublicAccessBlock"},
	"aws_s3_bucket_server_side_encryption_configuration": {"arn:aws:s3:::fanlight-dev-111122223333-eu-central-1", "s3: PutEncryptionConfiguration GetEncryptionConfiguration"},
	"aws_scheduler_schedule":                             {"arn:aws:scheduler:eu-central-1:111122223333:schedule/fanlight-dev/functions", "scheduler: CreateSchedule GetSchedule UpdateSchedule DeleteSchedule"},
	"aws_scheduler_schedule_group":                       {"arn:aws:scheduler:eu-central-1:111122223333:schedule-group/fanlight-dev", "scheduler: CreateScheduleGroup GetScheduleGroup DeleteScheduleGroup ListTagsForResource TagResource"},
	"aws_sns_topic":                                      {"arn:aws:sns:eu-central-1:111122223333:fanlight-dev-reports", "sns: CreateTopic GetTopicAttributes SetTopicAttributes DeleteTopic TagResource ListTagsForResource"},
	"aws_sns_topic_policy":                               {"arn:aws:sns:eu-central-1:111122223333:fanlight-dev-reports", "sns: SetTopicAttributes"},
	"aws_sns_topic_subscription":                         {"arn:aws:sns:eu-central-1:111122223333:fanlight-dev-reports", "sns: Subscribe GetSubscriptionAttributes Unsubscribe"},
	"aws_sqs_queue":                                      {"arn:aws:sqs:eu-central-1:111122223333:fanlight-dev-queries", "sqs: CreateQueue GetQueueAttributes SetQueueAttributes DeleteQueue TagQueue ListQueueTags"},
}

// TestDeployPolicyCoversTheModule holds that the person who deploys may make each resource of
// the module, and nothing whose name does not begin with fanlight-.
func TestDeployPolicyCoversTheModule(t *testing.T) {
	t.Parallel()
	policy, types := deployPolicy(t), 0
	for _, kind := range typesOfTheModule(t) {
		needed, known := ofType[kind]
		if !known {
			t.Errorf("the module has an %s: which actions does it take? (ofType)", kind)
			continue
		}
		types++
		service, actions, _ := strings.Cut(needed.actions, ": ")
		for action := range strings.FieldsSeq(actions) {
			if !allows(policy, service+":"+action, needed.resource) {
				t.Errorf("%s: the policy does not allow %s:%s on %s", kind, service, action, needed.resource)
			}
			foreign := strings.ReplaceAll(needed.resource, "fanlight-", "other-")
			if foreign != needed.resource && allows(policy, service+":"+action, foreign) && !allows(policy, service+":"+action, "*") {
				t.Errorf("the policy allows %s:%s on %s", service, action, foreign)
			}
		}
	}
	if types < 20 {
		t.Errorf("%d types of resources: has their form changed?", types)
	}
}

func typesOfTheModule(t *testing.T) (types []string) {
	t.Helper()
	files, err := filepath.Glob("modules/fanlight/*.tf")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		for _, found := range regexp.MustCompile(`(?m)^resource "(\w+)"`).FindAllStringSubmatch(read(t, file), -1) {
			types = append(types, found[1])
		}
	}
	slices.Sort(types)
	return slices.Compact(types)
}

// TestDeployPolicyFits holds the policy to the size of a managed one, in which blanks do not count
// (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
func TestDeployPolicyFits(t *testing.T) {
	t.Parallel()
	var small bytes.Buffer
	if err := json.Compact(&small, []byte(read(t, "deploy-policy.json"))); err != nil || small.Len() > 6144 {
		t.Errorf("the policy has %d characters, %v; want at most 6,144", small.Len(), err)
	}
}

// calledAs are the actions of calls that IAM names in another way.
var calledAs = map[string]string{
	"monitoring": "cloudwatch", "s3:HeadBucket": "s3:ListBucket", "s3:HeadObject": "s3:GetObject", "s3:ListObjectsV2": "s3:ListBucket",
	"s3:DeleteObjects": "s3:DeleteObject", "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
}

// TestDeployPolicyCoversWhatIsCalled reads the calls that scripts/e2e/run.sh noted of the
// deployment, from the bucket of its state to its end.
func TestDeployPolicyCoversWhatIsCalled(t *testing.T) {
	t.Parallel()
	file := os.Getenv("FANLIGHT_E2E_CALLS")
	if file == "" {
		t.Skip("scripts/e2e/run.sh notes the calls that this test reads")
	}
	policy, calls := deployPolicy(t), strings.Fields(read(t, file))
	for _, call := range calls {
		service, operation, _ := strings.Cut(call, ":")
		if other, renamed := calledAs[service]; renamed {
			service = other
		}
		action := service + ":" + operation
		if other, renamed := calledAs[action]; renamed {
			action = other
		}
		if !allows(policy, action, "") {
			t.Errorf("the deployment called %s, which the policy does not allow", action)
		}
	}
	if len(calls) < 60 {
		t.Errorf("%d calls were noted: want those of a whole deployment", len(calls))
	}
}
