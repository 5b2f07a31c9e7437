import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { bytes } from "../format";
import { download, type Download } from "../rest/download";
import { useSession } from "../session/context";
import { Problem } from "./Problem";

export function DownloadButton({ file }: { readonly file: Download }) {
  const { api } = useSession();
  const [arrived, setArrived] = useState(0);
  const fetching = useMutation({ mutationFn: () => download(api, file, setArrived) });
  return (
    <>
      <button type="button" className="plain" disabled={fetching.isPending} onClick={() => fetching.mutate()}>
        Download <span className="unseen">{file.name}</span>
      </button>{" "}
      <span role="status" className="quiet">
        {fetching.isPending ? `${bytes(arrived)} of ${bytes(file.bytes)}` : (fetching.data ?? "")}
      </span>
      <Problem error={fetching.error} />
    </>
  );
}
