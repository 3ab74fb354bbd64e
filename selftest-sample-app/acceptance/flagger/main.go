// Command flagger has Flagger's own code use the Canary of docs/rollouts, in this process and without a cluster: its
// types read the file, its controller runs the rollout, its client calls the webhooks. What stands in for the cluster are
// the fake clients of Flagger's own tests, whose pods are ready at once, with Istio as the mesh. The metrics are left out.
//
//	flagger check FILE                       reads the file strictly, and renders the queries of its metrics
//	flagger ask FILE TARGET HOOK             calls one webhook
//	flagger run FILE TARGET TIME [HOOK...]   rolls a new version out, for so long at most, without the hooks that are named
//
// TARGET takes the place of scheme, host and port of each URL: http://127.0.0.1:8081, or status:503 for a server that
// answers everything so.
package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	flaggerv1 "github.com/fluxcd/flagger/pkg/apis/flagger/v1beta1"
	"github.com/fluxcd/flagger/pkg/canary"
	"github.com/fluxcd/flagger/pkg/client/clientset/versioned/fake"
	informers "github.com/fluxcd/flagger/pkg/client/informers/externalversions"
	"github.com/fluxcd/flagger/pkg/controller"
	"github.com/fluxcd/flagger/pkg/metrics/observers"
	"github.com/fluxcd/flagger/pkg/notifier"
	"github.com/fluxcd/flagger/pkg/router"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	kubefake "k8s.io/client-go/kubernetes/fake"
	kubetesting "k8s.io/client-go/testing"
	"k8s.io/klog/v2"
	"sigs.k8s.io/yaml"
)

const usage = "Usage: flagger check FILE | ask FILE TARGET HOOK | run FILE TARGET TIME [HOOK...]"

func main() {
	klog.LogToStderr(false)
	if len(os.Args) < 3 {
		fail(usage)
	}
	file, args := os.Args[2], os.Args[3:]
	switch {
	case os.Args[1] == "check":
		check(file)
	case os.Args[1] == "ask" && len(args) == 2:
		ask(aimed(file, args[0]), args[1])
	case os.Args[1] == "run" && len(args) > 1:
		longest, err := time.ParseDuration(args[1])
		if err != nil {
			fail("%v", err)
		}
		run(without(aimed(file, args[0]), args[2:]), longest)
	default:
		fail(usage)
	}
}

func fail(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(2)
}

// read reads a file by Flagger's types; a field that these don't know is an error.
func read(file string) (*flaggerv1.Canary, []*flaggerv1.MetricTemplate) {
	text, err := os.ReadFile(file)
	if err != nil {
		fail("%v", err)
	}
	var found *flaggerv1.Canary
	var templates []*flaggerv1.MetricTemplate
	for _, document := range bytes.Split(text, []byte("\n---\n")) {
		var kind metav1.TypeMeta
		if err := yaml.Unmarshal(document, &kind); err != nil {
			fail("%s: %v", file, err)
		}
		switch kind.Kind {
		case flaggerv1.CanaryKind:
			found = &flaggerv1.Canary{}
			strictly(file, document, found)
		case flaggerv1.MetricTemplateKind:
			template := &flaggerv1.MetricTemplate{}
			strictly(file, document, template)
			templates = append(templates, template)
		}
	}
	if found == nil {
		fail("%s holds no Canary", file)
	}
	return found, templates
}

func strictly(file string, document []byte, into any) {
	if err := yaml.UnmarshalStrict(document, into); err != nil {
		fail("%s: %v", file, err)
	}
}

func check(file string) {
	read, templates := read(file)
	for _, metric := range read.GetAnalysis().Metrics {
		if !slices.ContainsFunc(templates, func(each *flaggerv1.MetricTemplate) bool { return each.Name == metric.TemplateRef.Name }) {
			fail("%s: there is no template of metric '%s'", file, metric.Name)
		}
	}
	for _, template := range templates {
		query, err := observers.RenderQuery(template.Spec.Query, flaggerv1.MetricTemplateModel{
			Name: read.Name, Namespace: read.Namespace, Target: read.Spec.TargetRef.Name, Interval: "5m"})
		if err != nil {
			fail("%s: %v", template.Name, err)
		}
		fmt.Println(strings.Join(strings.Fields(query), " "))
	}
	fmt.Printf("%d webhooks, %d metrics\n", len(read.GetAnalysis().Webhooks), len(templates))
}

// aimed is the Canary of a file that asks the target, and no metrics server.
func aimed(file, target string) *flaggerv1.Canary {
	read, _ := read(file)
	if status, is := strings.CutPrefix(target, "status:"); is {
		target = answering(status)
	}
	for i, hook := range read.Spec.Analysis.Webhooks {
		address, err := url.Parse(hook.URL)
		if err != nil {
			fail("%s: %v", hook.Name, err)
		}
		read.Spec.Analysis.Webhooks[i].URL = target + address.RequestURI()
	}
	read.Spec.Analysis.Metrics = nil
	read.Spec.Analysis.Interval = "10s" // the least that Flagger takes
	return read
}

func answering(status string) string {
	code, err := strconv.Atoi(status)
	if err != nil {
		fail("%v", err)
	}
	return httptest.NewServer(http.HandlerFunc(func(response http.ResponseWriter, _ *http.Request) {
		response.WriteHeader(code)
		fmt.Fprintf(response, `{"status":%d}`, code)
	})).URL
}

func without(read *flaggerv1.Canary, hooks []string) *flaggerv1.Canary {
	read.Spec.Analysis.Webhooks = slices.DeleteFunc(read.Spec.Analysis.Webhooks,
		func(hook flaggerv1.CanaryWebhook) bool { return slices.Contains(hooks, hook.Name) })
	return read
}

// ask calls a webhook as the controller does.
func ask(read *flaggerv1.Canary, name string) {
	for _, hook := range read.GetAnalysis().Webhooks {
		if hook.Name == name {
			if err := controller.CallWebhook(*read, flaggerv1.CanaryPhaseProgressing, hook); err != nil {
				fmt.Printf("no %d %s\n", len(err.Error()), err)
			} else {
				fmt.Println("yes")
			}
			return
		}
	}
	fail("there is no webhook '%s'", name)
}

// run lets the controller take over a deployment, gives it a new version, and waits for the end.
func run(read *flaggerv1.Canary, longest time.Duration) {
	ctx, stop := context.WithTimeout(context.Background(), longest)
	defer stop()
	deployments := kubefake.NewSimpleClientset(deployment(read))
	deployments.PrependReactor("get", "deployments", readyPods(deployments.Tracker()))
	client := fake.NewSimpleClientset(read)
	factory := informers.NewSharedInformerFactory(client, 0)
	flagger := factory.Flagger().V1beta1()
	known := controller.Informers{CanaryInformer: flagger.Canaries(), MetricInformer: flagger.MetricTemplates(), AlertInformer: flagger.AlertProviders()}
	log := events()
	observed, err := observers.NewFactory("http://127.0.0.1:9")
	if err != nil {
		fail("%v", err)
	}
	controls := controller.NewController(deployments, nil, client, known, time.Second, log, &notifier.NopNotifier{},
		canary.NewFactory(deployments, client, nil, &canary.NopTracker{}, []string{"app"}, []string{""}, log),
		router.NewFactory(nil, deployments, client, nil, "", "", log, client, true),
		observed, flaggerv1.IstioProvider, "", "", "", false, nil)
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())
	go func() { _ = controls.Run(1, ctx.Done()) }()
	phase := flaggerv1.CanaryPhase("")
	for ctx.Err() == nil && phase != flaggerv1.CanaryPhaseSucceeded && phase != flaggerv1.CanaryPhaseFailed {
		time.Sleep(100 * time.Millisecond)
		seen, err := client.FlaggerV1beta1().Canaries(read.Namespace).Get(context.Background(), read.Name, metav1.GetOptions{})
		if err != nil {
			fail("%v", err)
		}
		if seen.Status.Phase == flaggerv1.CanaryPhaseInitialized && phase != seen.Status.Phase {
			release(ctx, deployments, read)
		}
		phase = seen.Status.Phase
	}
	fmt.Println(phase)
}

// events prints what the controller tells by its events, and no more of its log.
func events() *zap.SugaredLogger {
	line := zapcore.NewConsoleEncoder(zapcore.EncoderConfig{MessageKey: "message", LineEnding: "\n"})
	return zap.New(zapcore.NewCore(line, zapcore.AddSync(os.Stdout), zap.InfoLevel)).Sugar()
}

func deployment(read *flaggerv1.Canary) *appsv1.Deployment {
	one, name := int32(1), read.Spec.TargetRef.Name
	labels := map[string]string{"app": name}
	return &appsv1.Deployment{
		ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: read.Namespace},
		Spec: appsv1.DeploymentSpec{
			Replicas: &one,
			Selector: &metav1.LabelSelector{MatchLabels: labels},
			Template: corev1.PodTemplateSpec{
				ObjectMeta: metav1.ObjectMeta{Labels: labels},
				Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: name, Image: name + ":1", Ports: []corev1.ContainerPort{
					{Name: "http", ContainerPort: 8080}, {Name: "management", ContainerPort: 8081}}}}},
			},
		},
	}
}

// readyPods does what the kubelets would: whoever looks finds all pods ready that are wanted.
func readyPods(kept kubetesting.ObjectTracker) kubetesting.ReactionFunc {
	return func(action kubetesting.Action) (bool, runtime.Object, error) {
		found, err := kept.Get(action.GetResource(), action.GetNamespace(), action.(kubetesting.GetAction).GetName())
		if err != nil {
			return true, nil, err
		}
		seen := found.(*appsv1.Deployment).DeepCopy()
		pods := *seen.Spec.Replicas
		seen.Status = appsv1.DeploymentStatus{ObservedGeneration: seen.Generation, Replicas: pods, UpdatedReplicas: pods, ReadyReplicas: pods, AvailableReplicas: pods}
		return true, seen, nil
	}
}

func release(ctx context.Context, deployments *kubefake.Clientset, read *flaggerv1.Canary) {
	all := deployments.AppsV1().Deployments(read.Namespace)
	made, err := all.Get(ctx, read.Spec.TargetRef.Name, metav1.GetOptions{})
	if err != nil {
		fail("%v", err)
	}
	made.Spec.Template.Spec.Containers[0].Image = made.Name + ":2"
	if _, err := all.Update(ctx, made, metav1.UpdateOptions{}); err != nil {
		fail("%v", err)
	}
}
