/* <photo-picker>: makes chosen photographs small before they are sent, and shows them with a way to take each out again. */

const MOST = 3;
const SIDE = 1600;
const QUALITY = 0.85;
const SMALL = 300_000;

class PhotoPicker extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.list = this.querySelector("[data-chosen]");
    this.files = [];
    this.input?.addEventListener("change", () => this.chosen());
  }

  get kept() {
    return this.querySelectorAll("input[name=kept]:checked").length;
  }

  async chosen() {
    const added = await Promise.all(Array.from(this.input.files, shrunk));
    const room = Math.max(0, MOST - this.kept - this.files.length);
    this.files.push(...added.slice(0, room));
    this.say(added.length > room ? this.dataset.tooMany : "");
    this.show();
  }

  /* What the form sends is exactly what is shown. */
  show() {
    const transfer = new DataTransfer();
    this.files.forEach((file) => transfer.items.add(file));
    this.input.files = transfer.files;
    this.list.querySelectorAll("[data-new]").forEach((item) => item.remove());
    this.files.forEach((file, index) => this.list.append(this.item(file, index)));
  }

  item(file, index) {
    const item = document.createElement("li");
    item.dataset.new = "";
    const picture = document.createElement("img");
    picture.alt = file.name;
    const reader = new FileReader();
    reader.addEventListener("load", () => { picture.src = reader.result; });
    reader.readAsDataURL(file);
    const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet" });
    button.textContent = this.dataset.remove.replace("{n}", index + 1);
    button.addEventListener("click", () => {
      this.files.splice(index, 1);
      this.show();
      this.input.focus();
    });
    item.append(picture, button);
    return item;
  }

  say(sentence) {
    this.querySelector("[data-many]")?.remove();
    if (!sentence) return;
    const place = Object.assign(document.createElement("p"), { className: "error", textContent: sentence });
    place.setAttribute("role", "alert");
    place.dataset.many = "";
    this.list.before(place);
  }
}

/* A photograph as a smaller JPEG; what a browser cannot read goes as it is, and the site says what is wrong with it. */
async function shrunk(file) {
  if (file.size < SMALL) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", QUALITY); });
    return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}

customElements.define("photo-picker", PhotoPicker);
