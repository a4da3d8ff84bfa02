import { Download, Link2 } from "lucide-react";
import { errorText } from "../api/describe-error.ts";
import { Button } from "../ui/button.tsx";
import { toast } from "../ui/toasts.tsx";
import { useAction } from "../ui/use-action.ts";
import { downloadCsv, listCsvFiles } from "./download-csv.ts";
import type { Grain } from "./grain.ts";
import type { Question } from "./question.ts";
import { writeQuestion } from "./write-question.ts";

interface Props {
  readonly question: Question;
  readonly grain: Grain;
}

/** Takes what is shown elsewhere: as a link, or as a file. */
export function PageActions({ question, grain }: Props) {
  const download = useAction(async () => {
    try {
      await downloadCsv(listCsvFiles(question, grain));
    } catch (error) {
      toast(`The file could not be downloaded. ${errorText(error)}`);
    }
  });
  return (
    <>
      <Button icon={Link2} onClick={() => void copyLink(question, grain)}>
        Copy link
      </Button>
      <Button icon={Download} busy={download.busy} onClick={() => void download.run()}>
        Download CSV
      </Button>
    </>
  );
}

/** Copies an address that shows the same days tomorrow, too: with dates in place of names such as Today. */
async function copyLink(question: Question, grain: Grain): Promise<void> {
  const { startDate, endDate } = question.period;
  const period = startDate || endDate ? { startDate, endDate } : question.period;
  const url = new URL(window.location.href);
  url.search = writeQuestion({ ...question, period, grain });
  try {
    await navigator.clipboard.writeText(url.href);
    toast("Link copied. It shows these same days.");
  } catch {
    toast("The browser does not let the page copy. The address above is a link, too.");
  }
}
